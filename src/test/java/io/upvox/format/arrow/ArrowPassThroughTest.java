package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.SampleUnit;
import io.upvox.format.arrow.ArrowFiles.Container;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns beside the tensor reach the output as they were. */
class ArrowPassThroughTest {
    private static final int ROWS = 11;
    private static final OutputOptions OUT = new OutputOptions("t", null, 4, false, "none", 1 << 16, false, Map.of());
    private static final OutputRow ROW = OutputRow.whole(TensorShape.of(1, 1, 1, 1));

    @TempDir
    Path dir;

    private Path input(Container container, List<Field> passThrough) throws IOException {
        List<Field> fields = new ArrayList<>(passThrough);
        fields.add(1, Fill.tensor("t"));
        return ArrowFiles.write(dir.resolve("in.arrow"), container, fields, List.of(root -> {
            List<FieldVector> others = new ArrayList<>(root.getFieldVectors());
            FieldVector tensor = others.remove(1);
            ManyTypes.fill(new VectorSchemaRoot(others), ROWS);
            for (int row = 0; row < ROWS; row++) {
                Fill.tensor(tensor, row, new float[] {row}, 1, 1, 1, 1);
            }
            root.setRowCount(ROWS);
        }));
    }

    /** Passes rows 0 to 3 in one group, leaves out 4 and 5, passes the others one by one. */
    private static void copy(ArrowSampleWriter writer, PassThroughCursor cursor) throws IOException {
        write(writer, cursor, 4);
        cursor.skip(2);
        for (int row = 6; row < ROWS; row++) {
            write(writer, cursor, 1);
        }
        writer.finish();
    }

    private static void write(ArrowSampleWriter writer, PassThroughCursor cursor, int rows) throws IOException {
        writer.beginGroup(cursor, java.util.Collections.nCopies(rows, ROW));
        for (int i = 0; i < rows; i++) {
            writer.write(new float[] {i}, 0, 1);
            writer.endRow();
        }
        writer.endGroup();
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    /** Every value of every column, row by row, as arrow-java reads it. */
    private static List<List<String>> rows(Path path) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                SeekableByteChannel channel = Files.newByteChannel(path);
                ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    List<String> texts = new ArrayList<>();
                    for (FieldVector v : root.getFieldVectors()) {
                        if (!v.getName().equals("t")) {
                            texts.add(v.getName() + "=" + text(v, row));
                        }
                    }
                    rows.add(texts);
                }
            }
        }
        return rows;
    }

    private static String text(FieldVector v, int row) {
        Object value = v.getObject(row);
        return value instanceof byte[] bytes ? java.util.Arrays.toString(bytes) : String.valueOf(value);
    }

    private static List<Field> schema(Path path) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                SeekableByteChannel channel = Files.newByteChannel(path);
                ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            return reader.getVectorSchemaRoot().getSchema().getFields().stream()
                    .filter(f -> !f.getName().equals("t"))
                    .toList();
        }
    }

    @Test
    void everyTypeFromArrowToArrow() throws IOException {
        Path in = input(Container.FILE, ManyTypes.fields());
        Path out = dir.resolve("out.arrow");
        try (ArrowSampleFile file = ArrowFiles.open(in);
                SampleUnit unit = file.open(0);
                ArrowSampleWriter writer =
                        ArrowSampleWriter.create(hadoop(out), ArrowFiles.CONF, file.passThrough(), OUT)) {
            copy(writer, unit.passThrough());
        }
        assertThat(schema(out)).isEqualTo(schema(in));
        assertThat(schema(out))
                .anySatisfy(f -> assertThat(f.getMetadata())
                        .containsEntry("unit", "mm")
                        .containsEntry("ARROW:extension:name", "arrow.json"));
        List<List<String>> expected = rows(in);
        expected.subList(4, 6).clear();
        List<List<String>> actual = rows(out);
        assertThat(actual).hasSize(ROWS - 2);
        for (int row = 0; row < actual.size(); row++) {
            assertThat(actual.get(row)).as("row %d", row).isEqualTo(expected.get(row));
        }
    }

    @Test
    void throughSparkRowsAndBack() throws IOException {
        Path in = input(Container.ZSTD_FILE, ManyTypes.sparkFields());
        Path out = dir.resolve("out.arrow");
        try (ArrowSampleFile file = ArrowFiles.open(in);
                SampleUnit unit = file.open(0);
                ArrowSampleWriter writer =
                        ArrowSampleWriter.create(hadoop(out), ArrowFiles.CONF, file.passThrough(), OUT)) {
            StructType type = file.passThrough().sparkType();
            assertThat(type.fieldNames())
                    .containsExactly(
                            ManyTypes.sparkFields().stream().map(Field::getName).toArray(String[]::new));
            PassThroughCursor cursor = unit.passThrough();
            // Any cursor but the format's own goes through Spark's rows.
            copy(writer, new PassThroughCursor() {
                @Override
                public void skip(int rows) {
                    cursor.skip(rows);
                }

                @Override
                public Iterator<InternalRow> next(int rows) {
                    return cursor.next(rows);
                }
            });
        }
        List<List<String>> expected = new ArrayList<>(rows(uncompressed(in)));
        expected.subList(4, 6).clear();
        assertThat(rows(out)).isEqualTo(expected);
    }

    /** The same rows without compression, which the reader in this test does not know. */
    private Path uncompressed(Path ignored) throws IOException {
        assertThat(Files.deleteIfExists(ignored)).isTrue();
        return input(Container.FILE, ManyTypes.sparkFields());
    }

    @Test
    void typesThatSparkLacksAreNamed() throws IOException {
        Path in = input(
                Container.FILE, List.of(Fill.field("id", Fill.UTF8), Fill.field("u", new ArrowType.Int(64, false))));
        try (ArrowSampleFile file = ArrowFiles.open(in)) {
            PassThroughSchema schema = file.passThrough();
            assertThatThrownBy(schema::sparkType)
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageStartingWith("Cannot pass on column 'u' of ")
                    .hasMessageContaining("Spark has no type for Arrow's Int(64, false)");
            assertThat(schema.arrowFields()).hasSize(2);
            assertThat(schema.describe()).contains("id", "Utf8", "u");
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void idsOfEveryIntegerType(Container container) throws IOException {
        for (String[] expected : new String[][] {
            {"int8", "1"},
            {"int64", "1"},
            {"uint8", "1"},
            {"uint16", "1"},
            {"uint32", "1"},
            {"uint64", "18446744073709551614"}
        }) {
            Field field = ManyTypes.fields().stream()
                    .filter(f -> f.getName().equals(expected[0]))
                    .findFirst()
                    .orElseThrow();
            Path in = input(container, List.of(field));
            var options = new io.upvox.format.TensorColumnOptions(null, null, null, null, expected[0]);
            try (ArrowSampleFile file = ArrowFiles.open(in, options);
                    SampleUnit unit = file.open(0)) {
                assertThat(unit.id(1)).isEqualTo(expected[1]);
                assertThat(unit.id(2)).isNull();
            }
            Files.delete(in);
        }
    }

    @Test
    void leaksAreErrors() throws IOException {
        Path in = input(Container.FILE, ManyTypes.sparkFields());
        ArrowSampleFile file = ArrowFiles.open(in);
        SampleUnit unit = file.open(0);
        unit.passThrough().next(1);
        assertThatThrownBy(file::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leaked");
    }

    @Test
    void cursorsDoNotPassTheEnd() throws IOException {
        Path in = input(Container.FILE, ManyTypes.sparkFields());
        try (ArrowSampleFile file = ArrowFiles.open(in);
                SampleUnit unit = file.open(0)) {
            PassThroughCursor cursor = unit.passThrough();
            cursor.skip(ROWS - 1);
            assertThatThrownBy(() -> cursor.next(2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(cursor.next(1)).hasNext();
            assertThat(cursor.next(0)).isExhausted();
        }
    }
}
