package io.upvox.format.parquet;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.ReadBack;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Small files of our own writer. */
final class TestFiles {
    private static final StructType COLUMNS = new StructType().add("id", DataTypes.StringType);
    private static final int SAMPLES = 6;

    private TestFiles() {}

    static OutputOptions options(String codec, int pageBytes) {
        return new OutputOptions("t", null, 4, false, codec, pageBytes, true, Map.of("k", "v"));
    }

    static SampleWriter writer(Path file, OutputOptions options) throws IOException {
        return ParquetSampleWriter.create(
                new org.apache.hadoop.fs.Path(file.toString()),
                new Configuration(),
                new SparkPassThrough(COLUMNS),
                options);
    }

    /** Samples of different shapes, some a group; returns their values. */
    static List<float[]> write(Path file, String codec, int perGroup, int pageBytes) throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        List<float[]> written = new ArrayList<>();
        try (SampleWriter writer = writer(file, options(codec, pageBytes))) {
            for (int g = 0; g < SAMPLES; g += perGroup) {
                List<OutputRow> rows = new ArrayList<>();
                List<InternalRow> ids = new ArrayList<>();
                for (int i = g; i < g + perGroup; i++) {
                    rows.add(OutputRow.whole(TensorShape.of(2, 3 + i, 10, 11)));
                    ids.add(new GenericInternalRow(new Object[] {UTF8String.fromString("s" + i)}));
                }
                writer.beginGroup(SparkPassThrough.cursor(ids), rows);
                for (OutputRow row : rows) {
                    float[] values = new float[(int) row.shape().elements()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextDouble();
                    }
                    // in uneven pieces, as blocks come
                    for (int at = 0; at < values.length; at += 777) {
                        writer.write(values, at, Math.min(777, values.length - at));
                    }
                    writer.endRow();
                    written.add(values);
                }
                writer.endGroup();
            }
            writer.finish();
        }
        return written;
    }

    /** A file whose writer was closed before it was finished. */
    static void abandon(Path file) throws IOException {
        try (SampleWriter writer = writer(file, options("none", 4096))) {
            writer.beginGroup(
                    SparkPassThrough.cursor(List.of(new GenericInternalRow(new Object[] {UTF8String.fromString("a")}))),
                    List.of(OutputRow.whole(TensorShape.of(1, 2, 2, 2))));
            writer.write(new float[4], 0, 4);
        }
    }

    static List<float[]> read(Path file) throws IOException {
        List<float[]> found = new ArrayList<>();
        ReadBack.forEachRow(file, TensorColumnOptions.NONE, (unit, row) -> {
            float[] values = new float[Math.toIntExact(unit.shape(row).elements())];
            unit.read(values);
            found.add(values);
        });
        return found;
    }
}
