package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.SampleUnit;
import io.upvox.format.arrow.ArrowFiles.Container;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of indices are read as what they stand for. */
class ArrowDictionariesTest {
    private static final List<ArrowType.Int> INDEX_TYPES = List.of(
            new ArrowType.Int(8, true),
            new ArrowType.Int(16, false),
            new ArrowType.Int(32, true),
            new ArrowType.Int(64, true));

    @TempDir
    Path dir;

    /** Rows whose ids are the given indices; below 0 is null. */
    private static void fill(VectorSchemaRoot root, int... indices) {
        for (int row = 0; row < indices.length; row++) {
            if (indices[row] < 0) {
                root.getVector("id").setNull(row);
            } else {
                Fill.set(root.getVector("id"), row, indices[row]);
            }
            Fill.tensor(root.getVector("t"), row, new float[] {row}, 1, 1, 1, 1);
        }
        root.setRowCount(indices.length);
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void idsAreDecoded(Container container) throws IOException {
        for (ArrowType.Int indexType : INDEX_TYPES) {
            Path path = dir.resolve(container + "" + indexType.getBitWidth());
            // As arrow-java's root holds it: the column has the type of its indices.
            Field logical = ManyTypes.dictionaryField("id", 7, indexType);
            Field id = new Field(
                    "id",
                    new org.apache.arrow.vector.types.pojo.FieldType(true, indexType, logical.getDictionary()),
                    null);
            try (RootAllocator allocator = new RootAllocator()) {
                var provider = ManyTypes.texts(allocator, id.getDictionary(), "zero", "one", "two");
                try {
                    ArrowFiles.write(
                            path,
                            container,
                            List.of(id, Fill.tensor("t")),
                            provider,
                            List.of(root -> fill(root, 2, -1, 0, 1), root -> fill(root, 1)));
                } finally {
                    provider.lookup(7).getVector().close();
                }
            }
            try (ArrowSampleFile file = ArrowFiles.open(path)) {
                assertThat(file.idColumn()).isEqualTo("id");
                assertThat(file.passThrough().arrowFields().get(0).getDictionary())
                        .isNull();
                assertThat(file.passThrough().arrowFields().get(0).getType()).isEqualTo(Fill.UTF8);
                try (SampleUnit unit = file.open(0)) {
                    assertThat(List.of(unit.id(0), unit.id(2), unit.id(3))).containsExactly("two", "zero", "one");
                    assertThat(unit.id(1)).isNull();
                    var rows = unit.passThrough().next(4);
                    assertThat(rows.next().getUTF8String(0)).hasToString("two");
                    assertThat(rows.next().isNullAt(0)).isTrue();
                }
                try (SampleUnit unit = file.open(1)) {
                    assertThat(unit.id(0)).isEqualTo("one");
                }
            }
        }
    }

    /** Writes a stream message by message: dictionaries may change between batches there. */
    private static final class Stream implements AutoCloseable {
        private final RootAllocator allocator = new RootAllocator();
        private final OutputStream file;
        private final WriteChannel out;
        private final Field stored = ManyTypes.dictionaryField("id", 1, new ArrowType.Int(32, true));
        private final Schema schema = new Schema(List.of(stored, Fill.tensor("t")));

        Stream(Path path) throws IOException {
            file = Files.newOutputStream(path);
            out = new WriteChannel(Channels.newChannel(file));
            MessageSerializer.serialize(out, schema);
        }

        void dictionary(boolean delta, String... texts) throws IOException {
            Dictionary dictionary =
                    ManyTypes.texts(allocator, stored.getDictionary(), texts).lookup(1);
            try (FieldVector values = dictionary.getVector();
                    VectorSchemaRoot root = VectorSchemaRoot.of(values)) {
                root.setRowCount(texts.length);
                ArrowRecordBatch data = new VectorUnloader(root).getRecordBatch();
                try (ArrowDictionaryBatch batch = new ArrowDictionaryBatch(1, data, delta)) {
                    MessageSerializer.serialize(out, batch);
                }
            }
        }

        void batch(int... indices) throws IOException {
            Field id = Fill.field("id", Fill.INT);
            try (VectorSchemaRoot root =
                    VectorSchemaRoot.create(new Schema(List.of(id, Fill.tensor("t"))), allocator)) {
                fill(root, indices);
                try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
                    MessageSerializer.serialize(out, batch);
                }
            }
        }

        @Override
        public void close() throws IOException {
            out.writeIntLittleEndian(-1);
            out.writeIntLittleEndian(0);
            file.close();
            allocator.close();
        }
    }

    private static List<String> ids(ArrowSampleFile file, int u) throws IOException {
        try (SampleUnit unit = file.open(u)) {
            return java.util.stream.IntStream.range(0, unit.rows())
                    .mapToObj(row -> String.valueOf(unit.id(row)))
                    .toList();
        }
    }

    @Test
    void dictionariesOfAStreamGrowAndAreReplaced() throws IOException {
        Path path = dir.resolve("stream");
        try (Stream stream = new Stream(path)) {
            stream.dictionary(false, "a", "b");
            stream.batch(1, 0);
            stream.dictionary(true, "c");
            stream.dictionary(true, "d", "e");
            stream.batch(4, 2, 0);
            stream.dictionary(false, "x");
            stream.batch(0);
        }
        try (ArrowSampleFile file = ArrowFiles.open(path)) {
            assertThat(ids(file, 2)).containsExactly("x");
            assertThat(ids(file, 0)).containsExactly("b", "a");
            assertThat(ids(file, 1)).containsExactly("e", "c", "a");
        }
    }

    @Test
    void indicesOutsideTheDictionaryAreDamage() throws IOException {
        Path path = dir.resolve("outside");
        try (Stream stream = new Stream(path)) {
            stream.dictionary(false, "a", "b");
            stream.batch(1, 2);
        }
        try (ArrowSampleFile file = ArrowFiles.open(path)) {
            assertThatThrownBy(() -> file.open(0))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageContaining("it is truncated or no Arrow IPC file");
        }
    }

    @Test
    void aDictionaryThatIsMissingIsNamed() throws IOException {
        Path missing = dir.resolve("missing");
        try (Stream stream = new Stream(missing)) {
            stream.batch(1, 0);
            stream.dictionary(false, "too", "late");
        }
        Path deltaFirst = dir.resolve("delta");
        try (Stream stream = new Stream(deltaFirst)) {
            stream.dictionary(true, "a", "b");
            stream.batch(1, 0);
        }
        for (Path path : List.of(missing, deltaFirst)) {
            try (ArrowSampleFile file = ArrowFiles.open(path)) {
                assertThatThrownBy(() -> file.open(0))
                        .isInstanceOf(InvalidDataException.class)
                        .hasMessageContaining("the dictionary of column 'id' is missing");
            }
        }
    }
}
