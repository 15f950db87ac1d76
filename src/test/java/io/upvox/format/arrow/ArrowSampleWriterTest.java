package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.MappedFile;
import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.ReadBack;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorMetadata;
import io.upvox.format.arrow.ArrowFiles.Container;
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
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ValueVectorUtility;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer writes, read by arrow-java and by our own reader. */
class ArrowSampleWriterTest {
    private static final OutputOptions VARIABLE =
            new OutputOptions("out", null, 4, false, "none", 1 << 16, false, Map.of("upvox.version", "1"));

    @TempDir
    Path dir;

    private Path input;

    /** Three rows with ids and numbers to pass through. */
    @BeforeEach
    void writeInput() throws IOException {
        input = ArrowFiles.write(
                dir.resolve("in.arrow"),
                Container.FILE,
                List.of(Fill.field("id", Fill.UTF8), Fill.tensor("t"), Fill.field("n", Fill.INT)),
                List.of(root -> {
                    for (int row = 0; row < 3; row++) {
                        Fill.text(root.getVector("id"), row, "id-" + row);
                        Fill.tensor(root.getVector("t"), row, Fill.values(row, 1), 1, 1, 1, 1);
                        Fill.set(root.getVector("n"), row, 10 + row);
                    }
                    root.getVector("n").setNull(1);
                    root.setRowCount(3);
                }));
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    private static RowChecksum crc(float... values) {
        return ReadBack.checksum(RowChecksum.Kind.CRC32C, values);
    }

    private static float[] values(OutputRow row, int seed) {
        float[] values = Fill.values(seed, Math.toIntExact(row.shape().elements()));
        // Payloads of NaN and signs of zero must survive.
        values[0] = Float.intBitsToFloat(0x7fc12345);
        if (values.length > 2) {
            values[1] = Float.intBitsToFloat(0xffa00001);
            values[2] = -0f;
        }
        return values;
    }

    /** Writes rows in one group, each in blocks of odd sizes; the values' checksums. */
    private List<RowChecksum> write(Path path, OutputOptions options, long maxElements, List<OutputRow> rows)
            throws IOException {
        List<RowChecksum> sums = new ArrayList<>();
        long size;
        try (ArrowSampleFile file = ArrowFiles.open(input);
                SampleUnit unit = file.open(0);
                ArrowSampleWriter writer = ArrowSampleWriter.create(
                        hadoop(path), ArrowFiles.CONF, file.passThrough(), options, maxElements)) {
            writer.beginGroup(unit.passThrough(), rows);
            for (int row = 0; row < rows.size(); row++) {
                float[] values = values(rows.get(row), row);
                float[] shifted = new float[values.length + 5];
                System.arraycopy(values, 0, shifted, 5, values.length);
                for (int at = 0; at < values.length; ) {
                    int n = Math.min(1 + at % 70_001, values.length - at);
                    writer.write(shifted, 5 + at, n);
                    at += n;
                }
                sums.add(writer.endRow());
                assertThat(sums.get(row)).isEqualTo(crc(values));
            }
            writer.endGroup();
            size = writer.finish();
        }
        assertThat(Files.size(path)).isEqualTo(size);
        return sums;
    }

    private static void assertBits(float[] actual, float[] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Float.floatToRawIntBits(actual[i]))
                    .as("value %d", i)
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }

    private static final List<OutputRow> ROWS = List.of(
            OutputRow.whole(TensorShape.of(2, 3, 4, 5)),
            OutputRow.whole(TensorShape.of(1, 1, 1, 1)),
            OutputRow.whole(TensorShape.of(1, 2, 300, 301)));

    /** Arrow's full validation does not know fixed-size lists: they are validated as far as it does. */
    private static void validate(VectorSchemaRoot root) {
        ValueVectorUtility.validate(root);
        for (FieldVector v : root.getFieldVectors()) {
            if (v instanceof StructVector struct) {
                ValueVectorUtility.validateFull(struct.getChild("data"));
            } else if (!(v instanceof FixedSizeListVector)) {
                ValueVectorUtility.validateFull(v);
            }
        }
    }

    @Test
    void arrowJavaReadsTheVariableLayout() throws IOException {
        Path out = dir.resolve("out.arrow");
        write(out, VARIABLE, Integer.MAX_VALUE, ROWS);
        try (RootAllocator allocator = new RootAllocator();
                SeekableByteChannel channel = Files.newByteChannel(out);
                ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertThat(root.getSchema().getCustomMetadata()).containsEntry("upvox.version", "1");
            assertThat(root.getSchema().getFields()).extracting(Field::getName).containsExactly("id", "n", "out");
            assertThat(root.getSchema().findField("out").getMetadata())
                    .containsEntry(TensorMetadata.NAME_KEY, TensorMetadata.VARIABLE)
                    .containsEntry(TensorMetadata.METADATA_KEY, "{\"dim_names\":[\"C\",\"D\",\"H\",\"W\"]}");
            assertThat(reader.getRecordBlocks()).hasSize(1);
            ArrowBlock block = reader.getRecordBlocks().get(0);
            assertThat((block.getOffset() + block.getMetadataLength()) % 64).isZero();
            assertThat(reader.loadNextBatch()).isTrue();
            validate(root);
            assertThat(root.getRowCount()).isEqualTo(3);
            assertThat(root.getVector("id").getObject(2)).hasToString("id-2");
            assertThat(root.getVector("n").isNull(1)).isTrue();
            assertThat(root.getVector("n").getObject(2)).isEqualTo(12);
            StructVector struct = (StructVector) root.getVector("out");
            ListVector data = (ListVector) struct.getChild("data");
            Float4Vector floats = (Float4Vector) data.getDataVector();
            for (int row = 0; row < 3; row++) {
                float[] read = new float[data.getElementEndIndex(row) - data.getElementStartIndex(row)];
                for (int i = 0; i < read.length; i++) {
                    read[i] = floats.get(data.getElementStartIndex(row) + i);
                }
                assertBits(read, values(ROWS.get(row), row));
                assertThat(struct.getChild("shape").getObject(row).toString())
                        .isEqualTo(
                                java.util.Arrays.toString(ROWS.get(row).shape().dims())
                                        .replace(" ", ""));
            }
            assertThat(reader.loadNextBatch()).isFalse();
        }
    }

    @Test
    void ownReaderReadsItMappedAndByPosition() throws IOException {
        Path out = dir.resolve("own.arrow");
        write(out, VARIABLE, Integer.MAX_VALUE, ROWS);
        for (long window : new long[] {0, 4096, 1 << 20, MappedFile.WINDOW_BYTES}) {
            try (ArrowSampleFile file = ArrowSampleFile.open(
                            ArrowFiles.status(out), ArrowFiles.CONF, io.upvox.format.TensorColumnOptions.NONE, window);
                    SampleUnit unit = file.open(0)) {
                for (int row = 0; row < 3; row++) {
                    assertThat(unit.shape(row)).isEqualTo(ROWS.get(row).shape());
                    assertThat(unit.id(row)).isEqualTo("id-" + row);
                    assertBits(ArrowFiles.read(unit, row), values(ROWS.get(row), row));
                }
                Iterator<InternalRow> rows = unit.passThrough().next(3);
                rows.next();
                InternalRow second = rows.next();
                assertThat(second.getUTF8String(0)).hasToString("id-1");
                assertThat(second.isNullAt(1)).isTrue();
            }
        }
    }

    @Test
    void groupsOverTheLimitBecomeSeveralBatches() throws IOException {
        List<OutputRow> rows = List.of(
                OutputRow.whole(TensorShape.of(1, 1, 2, 5)),
                OutputRow.whole(TensorShape.of(1, 1, 5, 2)),
                OutputRow.whole(TensorShape.of(1, 1, 1, 1)));
        long[][] batchesByLimit = {{21, 3}, {20, 2, 1}, {19, 1, 2}, {11, 1, 2}, {10, 1, 1, 1}};
        for (long[] expected : batchesByLimit) {
            Path out = dir.resolve("limit" + expected[0]);
            write(out, VARIABLE, expected[0], rows);
            try (ArrowSampleFile file = ArrowFiles.open(out)) {
                int row = 0;
                assertThat(file.units()).isEqualTo(expected.length - 1);
                for (int u = 0; u < file.units(); u++) {
                    assertThat(file.rows(u)).isEqualTo(expected[u + 1]);
                    try (SampleUnit unit = file.open(u)) {
                        for (int r = 0; r < unit.rows(); r++, row++) {
                            assertThat(unit.id(r)).isEqualTo("id-" + row);
                            assertBits(ArrowFiles.read(unit, r), values(rows.get(row), row));
                        }
                    }
                }
            }
        }
        assertThatThrownBy(() -> write(dir.resolve("limit9"), VARIABLE, 9, rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has 10 values, a row holds at most 9");
    }

    @Test
    void fixedLayout() throws IOException {
        TensorShape shape = TensorShape.ofBatch(1, 2, 1, 3, 2);
        OutputOptions options = new OutputOptions("out", shape, 5, false, "none", 1 << 16, false, Map.of());
        Path out = dir.resolve("fixed.arrow");
        List<OutputRow> rows = List.of(OutputRow.whole(shape), OutputRow.whole(shape));
        write(out, options, Integer.MAX_VALUE, rows);
        try (RootAllocator allocator = new RootAllocator();
                SeekableByteChannel channel = Files.newByteChannel(out);
                ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            validate(root);
            Field field = root.getSchema().findField("out");
            assertThat(field.getType()).isEqualTo(new ArrowType.FixedSizeList(12));
            assertThat(field.getMetadata())
                    .containsEntry(TensorMetadata.NAME_KEY, TensorMetadata.FIXED)
                    .containsEntry(
                            TensorMetadata.METADATA_KEY,
                            "{\"shape\":[1,2,1,3,2],\"dim_names\":[\"N\",\"C\",\"D\",\"H\",\"W\"]}");
            FixedSizeListVector list = (FixedSizeListVector) root.getVector("out");
            assertThat(((Float4Vector) list.getDataVector()).get(23)).isEqualTo(Fill.value(1, 11));
        }
        try (ArrowSampleFile file = ArrowFiles.open(out);
                SampleUnit unit = file.open(0)) {
            assertThat(file.tensor().fixedShape()).isEqualTo(shape);
            assertBits(ArrowFiles.read(unit, 0), values(rows.get(0), 0));
            assertBits(ArrowFiles.read(unit, 1), values(rows.get(1), 1));
        }
        assertThatThrownBy(() -> write(dir.resolve("other"), options, 100, ROWS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot write a row of shape (2,3,4,5): the column holds the shape (1,2,1,3,2)");
    }

    @Test
    void slabs() throws IOException {
        OutputOptions options = new OutputOptions("out", null, 4, true, "none", 1 << 16, false, Map.of());
        TensorShape whole = TensorShape.of(2, 5, 1, 3);
        List<OutputRow> rows = List.of(
                new OutputRow(TensorShape.of(2, 3, 1, 3), 0, whole),
                new OutputRow(TensorShape.of(2, 2, 1, 3), 3, whole),
                OutputRow.whole(TensorShape.of(1, 1, 1, 1)));
        Path out = dir.resolve("slabs.arrow");
        write(out, options, Integer.MAX_VALUE, rows);
        try (RootAllocator allocator = new RootAllocator();
                SeekableByteChannel channel = Files.newByteChannel(out);
                ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            validate(root);
            assertThat(root.getSchema().getFields())
                    .extracting(Field::getName)
                    .containsExactly("id", "n", OutputOptions.SLAB_OFFSET, OutputOptions.SLAB_SHAPE, "out");
            assertThat(root.getVector(OutputOptions.SLAB_OFFSET).getObject(1)).isEqualTo(3);
            assertThat(root.getVector(OutputOptions.SLAB_SHAPE).getObject(1)).hasToString("[2,5,1,3]");
            assertThat(root.getVector(OutputOptions.SLAB_SHAPE).getObject(2)).hasToString("[1,1,1,1]");
        }
    }

    @Test
    void severalGroupsWithACursorThatSkips() throws IOException {
        Path out = dir.resolve("groups.arrow");
        OutputRow row = ROWS.get(1);
        try (ArrowSampleFile file = ArrowFiles.open(input);
                SampleUnit unit = file.open(0);
                ArrowSampleWriter writer =
                        ArrowSampleWriter.create(hadoop(out), ArrowFiles.CONF, file.passThrough(), VARIABLE)) {
            PassThroughCursor cursor = unit.passThrough();
            writer.beginGroup(cursor, List.of(row));
            writer.write(new float[] {1}, 0, 1);
            writer.endRow();
            writer.endGroup();
            cursor.skip(1);
            writer.beginGroup(cursor, List.of(row));
            writer.write(new float[] {3}, 0, 1);
            writer.endRow();
            writer.endGroup();
            writer.finish();
        }
        try (ArrowSampleFile file = ArrowFiles.open(out);
                SampleUnit unit = file.open(1)) {
            assertThat(file.units()).isEqualTo(2);
            assertThat(unit.id(0)).isEqualTo("id-2");
            assertThat(ArrowFiles.read(unit, 0)).containsExactly(3);
        }
    }

    @Test
    void misuseIsRefused() throws IOException {
        OutputRow row = OutputRow.whole(TensorShape.of(1, 1, 1, 2));
        try (ArrowSampleFile file = ArrowFiles.open(input);
                SampleUnit unit = file.open(0);
                ArrowSampleWriter writer = ArrowSampleWriter.create(
                        hadoop(dir.resolve("misuse")), ArrowFiles.CONF, file.passThrough(), VARIABLE)) {
            float[] two = {1, 2, 3};
            assertThatThrownBy(() -> writer.write(two, 0, 1)).isInstanceOf(IllegalStateException.class);
            writer.beginGroup(unit.passThrough(), List.of(row));
            assertThatThrownBy(() -> writer.write(two, 0, 3)).isInstanceOf(IllegalStateException.class);
            writer.write(two, 0, 1);
            assertThatThrownBy(writer::endRow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(writer::endGroup).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.beginGroup(unit.passThrough(), List.of(row)))
                    .isInstanceOf(IllegalStateException.class);
            writer.write(two, 1, 1);
            assertThat(writer.endRow()).isEqualTo(crc(1, 2));
            assertThatThrownBy(() -> writer.write(two, 0, 1)).isInstanceOf(IllegalStateException.class);
            // Closed without the end of its group: nothing leaks.
        }
        assertThatThrownBy(() -> ArrowFiles.open(dir.resolve("misuse")))
                .hasMessageContaining("it is truncated or no Arrow IPC file");
    }

    @Test
    void compressionIsRefusedAndExistingFilesAreKept() throws IOException {
        Path out = dir.resolve("zstd.arrow");
        OutputOptions zstd = new OutputOptions("out", null, 4, false, "zstd", 1 << 16, false, Map.of());
        assertThatThrownBy(() -> write(out, zstd, 100, ROWS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot write Arrow files with compression 'zstd': ")
                .hasMessageContaining("give --compression none");
        assertThat(out).doesNotExist();
        Files.writeString(out, "mine");
        assertThatThrownBy(() -> write(out, VARIABLE, 1 << 20, ROWS)).isInstanceOf(IOException.class);
        assertThat(out).hasContent("mine");
        assertThat(dir.toFile().list()).noneMatch(name -> name.endsWith(".crc"));
    }
}
