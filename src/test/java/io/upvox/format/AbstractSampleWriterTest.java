package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every writer does, seen through our own readers; one subclass a format. */
public abstract class AbstractSampleWriterTest {
    private static final StructType COLUMNS = new StructType().add("id", DataTypes.StringType);
    private static final float CANARY = -12345.5f;

    @TempDir
    Path dir;

    /** A writer of the format under test. */
    protected abstract SampleWriter create(
            org.apache.hadoop.fs.Path path, PassThroughSchema passThrough, OutputOptions options) throws IOException;

    /** The checksum that rows get with some compression, where pages carry a CRC. */
    protected abstract RowChecksum.Kind checksum(String compression);

    /** The compressions that the format has. */
    protected abstract List<String> compressions();

    private static OutputOptions options(@Nullable TensorShape fixed, int rank, String compression) {
        return new OutputOptions("t", fixed, rank, false, compression, 4096, true, Map.of("upvox.key", "value"));
    }

    private SampleWriter writer(OutputOptions options) throws IOException {
        return create(
                new org.apache.hadoop.fs.Path(dir.resolve("out").toString()), new SparkPassThrough(COLUMNS), options);
    }

    private static PassThroughCursor ids(int from, int count) {
        List<InternalRow> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            rows.add(new GenericInternalRow(new Object[] {i % 3 == 2 ? null : UTF8String.fromString("sample-" + i)}));
        }
        return SparkPassThrough.cursor(rows);
    }

    private static List<float[]> random(List<TensorShape> shapes) {
        SplittableRandom random = new SplittableRandom(5);
        return shapes.stream()
                .map(shape -> {
                    float[] values = new float[(int) shape.elements()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextDouble(-1, 1);
                    }
                    return values;
                })
                .toList();
    }

    /** Groups of two rows, values in pieces of uneven sizes, as blocks of output come. */
    private List<RowChecksum> write(OutputOptions options, List<TensorShape> shapes, List<float[]> samples)
            throws IOException {
        List<RowChecksum> sums = new ArrayList<>();
        long bytes;
        try (SampleWriter writer = writer(options)) {
            for (int g = 0; g < shapes.size(); g += 2) {
                int end = Math.min(g + 2, shapes.size());
                writer.beginGroup(
                        ids(g, end - g),
                        shapes.subList(g, end).stream().map(OutputRow::whole).toList());
                for (int row = g; row < end; row++) {
                    float[] values = samples.get(row);
                    for (int at = 0, size = 1; at < values.length; at += size, size = 2 * size + 1) {
                        writer.write(values, at, Math.min(size, values.length - at));
                    }
                    sums.add(writer.endRow());
                }
                writer.endGroup();
            }
            bytes = writer.finish();
        }
        assertThat(Files.size(dir.resolve("out"))).isEqualTo(bytes);
        return sums;
    }

    private void assertReadsBack(TensorColumnOptions options, List<TensorShape> shapes, List<float[]> samples)
            throws IOException {
        int[] next = new int[1];
        ReadBack.forEachRow(dir.resolve("out"), options, (unit, row) -> {
            int i = next[0]++;
            assertThat(unit.shape(row)).isEqualTo(shapes.get(i));
            assertThat(unit.id(row)).isEqualTo(i % 3 == 2 ? null : "sample-" + i);
            float[] expected = samples.get(i);
            float[] found = new float[expected.length + 3];
            Arrays.fill(found, CANARY);
            unit.read(found);
            for (int j = 0; j < expected.length; j++) {
                if (Float.floatToRawIntBits(found[j]) != Float.floatToRawIntBits(expected[j])) {
                    assertThat(Float.floatToRawIntBits(found[j]))
                            .as("sample %d value %d", i, j)
                            .isEqualTo(Float.floatToRawIntBits(expected[j]));
                }
            }
            assertThat(Arrays.copyOfRange(found, expected.length, found.length)).containsOnly(CANARY);
        });
        assertThat(next[0]).isEqualTo(shapes.size());
        next[0] = 0;
        ReadBack.forEachRow(dir.resolve("out"), options, (unit, row) -> {
            RowChecksum.Kind kind = ReadBack.kind(next[0]);
            assertThat(unit.checksum(kind))
                    .as("sample %d", next[0])
                    .isEqualTo(ReadBack.checksum(kind, samples.get(next[0]++)));
            unit.checkPassThrough();
            assertThat(unit.slab(row)).isNull();
        });
        assertThat(next[0]).isEqualTo(shapes.size());
    }

    private static TensorColumnOptions byId() {
        return new TensorColumnOptions(null, null, null, null, "id");
    }

    private static final List<TensorShape> SHAPES = List.of(
            TensorShape.of(1, 1, 1, 1),
            TensorShape.of(2, 3, 5, 7),
            TensorShape.of(3, 17, 19, 23),
            TensorShape.of(1, 2, 2, 2),
            TensorShape.of(1, 1024, 1, 1));

    @ParameterizedTest
    @MethodSource("compressions")
    void samplesOfManyShapes(String compression) throws IOException {
        List<float[]> samples = random(SHAPES);
        List<RowChecksum> sums = write(options(null, 4, compression), SHAPES, samples);
        assertReadsBack(byId(), SHAPES, samples);
        for (int i = 0; i < sums.size(); i++) {
            assertThat(sums.get(i)).isEqualTo(ReadBack.checksum(checksum(compression), samples.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void samplesOfOneShape(String compression) throws IOException {
        TensorShape shape = TensorShape.of(2, 5, 6, 7);
        List<TensorShape> shapes = List.of(shape, shape, shape);
        List<float[]> samples = random(shapes);
        write(options(shape, 4, compression), shapes, samples);
        assertReadsBack(byId(), shapes, samples);
    }

    @Test
    void batches() throws IOException {
        List<TensorShape> shapes = List.of(
                TensorShape.ofBatch(2, 1, 3, 4, 5),
                TensorShape.ofBatch(0, 1, 3, 4, 5),
                TensorShape.ofBatch(1, 1, 3, 4, 5));
        List<float[]> samples = random(shapes);
        write(options(null, 5, "none"), shapes, samples);
        assertReadsBack(byId(), shapes, samples);
    }

    @Test
    void slabsAreTold() throws IOException {
        TensorShape whole = TensorShape.of(2, 5, 1, 3);
        List<OutputRow> rows = List.of(
                new OutputRow(TensorShape.of(2, 3, 1, 3), 0, whole),
                new OutputRow(TensorShape.of(2, 2, 1, 3), 3, whole),
                row(1, 1, 1, 1));
        try (SampleWriter writer = writer(new OutputOptions("t", null, 4, true, "none", 4096, true, Map.of()))) {
            for (List<OutputRow> group : List.of(rows.subList(0, 1), rows.subList(1, 3))) {
                writer.beginGroup(ids(0, group.size()), group);
                for (OutputRow r : group) {
                    writer.write(new float[18], 0, (int) r.shape().elements());
                    writer.endRow();
                }
                writer.endGroup();
            }
            writer.finish();
        }
        List<OutputRow> found = new ArrayList<>();
        ReadBack.forEachRow(dir.resolve("out"), byId(), (unit, row) -> {
            found.add(unit.slab(row));
            assertThat(unit.slab(row)).isEqualTo(found.get(found.size() - 1));
            unit.skip();
        });
        assertThat(found).isEqualTo(rows);
    }

    @Test
    void everyBitOfAFloatIsKept() throws IOException {
        List<TensorShape> shapes = List.of(TensorShape.of(1, 1, 2, 4));
        float[] odd = {
            Float.intBitsToFloat(0x7fc00001),
            Float.intBitsToFloat(0xffc12345),
            Float.POSITIVE_INFINITY,
            -0f,
            0f,
            Float.MIN_VALUE,
            Float.NEGATIVE_INFINITY,
            Float.intBitsToFloat(0x7fffffff)
        };
        write(options(null, 4, "none"), shapes, List.of(odd));
        assertReadsBack(byId(), shapes, List.of(odd));
    }

    @Test
    void noRowsAtAll() throws IOException {
        write(options(null, 4, "none"), List.of(), List.of());
        assertReadsBack(byId(), List.of(), List.of());
    }

    @Test
    void rowsGetExactlyTheValuesOfTheirShape() throws IOException {
        try (SampleWriter writer = writer(options(null, 4, "none"))) {
            writer.beginGroup(ids(0, 2), List.of(row(1, 2, 2, 2), row(1, 1, 1, 1)));
            writer.write(new float[7], 0, 7);
            assertThatThrownBy(writer::endRow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.write(new float[2], 0, 2)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(writer::endGroup).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void rowsOfAnotherShapeDoNotFitTheFixedLayout() throws IOException {
        try (SampleWriter writer = writer(options(TensorShape.of(1, 2, 2, 2), 4, "none"))) {
            assertThatThrownBy(() -> writer.beginGroup(ids(0, 1), List.of(row(1, 2, 2, 4))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(1,2,2,4)");
        }
    }

    @Test
    void aFileIsInvalidUntilItIsFinished() throws IOException {
        try (SampleWriter writer = writer(options(null, 4, "none"))) {
            writer.beginGroup(ids(0, 1), List.of(row(1, 64, 64, 2)));
            writer.write(new float[8192], 0, 8192);
            writer.endRow();
            writer.endGroup();
        }
        assertThatThrownBy(() -> ReadBack.forEachRow(dir.resolve("out"), byId(), (unit, row) -> {}))
                .isInstanceOf(InvalidDataException.class);
    }

    private static OutputRow row(int... dims) {
        return OutputRow.whole(TensorShape.of(dims[0], dims[1], dims[2], dims[3]));
    }
}
