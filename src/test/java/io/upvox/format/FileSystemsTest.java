package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.arrow.ArrowSampleWriter;
import io.upvox.format.parquet.ParquetSampleWriter;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local files are mapped and written directly, those of other file systems go through streams: the same bytes, the same values. */
class FileSystemsTest {
    private static final List<OutputRow> ROWS = List.of(
            OutputRow.whole(TensorShape.of(2, 40, 41, 43)),
            OutputRow.whole(TensorShape.of(1, 1, 3, 7)),
            OutputRow.whole(TensorShape.of(3, 17, 41, 43)));
    private static final int BLOCK = 5000;

    @TempDir
    Path dir;

    /** A file system that is none of this machine, as far as one can tell. */
    private static Configuration streams() {
        Configuration conf = new Configuration();
        conf.setClass("fs.file.impl", RawLocalFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        conf.setBoolean("fs.file.impl.disable.cache", true);
        return conf;
    }

    private static float[] values(int row) {
        SplittableRandom random = new SplittableRandom(row);
        float[] values = new float[(int) ROWS.get(row).shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    private static SampleWriter writer(String kind, Path file, Configuration conf) throws IOException {
        String codec = kind.equals("zstd") ? "zstd" : "none";
        OutputOptions options =
                new OutputOptions("t", null, 4, false, codec, 256 << 10, !kind.equals("unchecked"), Map.of());
        SparkPassThrough none = new SparkPassThrough(new StructType());
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());
        return kind.equals("arrow")
                ? ArrowSampleWriter.create(path, conf, none, options)
                : ParquetSampleWriter.create(path, conf, none, options);
    }

    private Path write(String kind, String name, Configuration conf) throws IOException {
        Path file = dir.resolve("new").resolve(name);
        try (SampleWriter writer = writer(kind, file, conf)) {
            writer.beginGroup(SparkPassThrough.cursor(List.of()), ROWS);
            for (int row = 0; row < ROWS.size(); row++) {
                float[] values = values(row);
                for (int at = 0; at < values.length; at += BLOCK) {
                    writer.write(values, at, Math.min(BLOCK, values.length - at));
                }
                writer.endRow();
            }
            writer.endGroup();
            assertThat(writer.finish()).isGreaterThan(0);
        }
        return file;
    }

    private static void assertReads(Path file, Configuration conf) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());
        FileStatus status = path.getFileSystem(conf).getFileStatus(path);
        try (SampleFile open = SampleFiles.open(status, conf, TensorColumnOptions.NONE);
                SampleUnit unit = open.open(0)) {
            assertThat(unit.rows()).isEqualTo(ROWS.size());
            for (int row = 0; row < ROWS.size(); row++) {
                float[] expected = values(row);
                float[] found = new float[expected.length];
                unit.read(found);
                for (int i = 0; i < found.length; i++) {
                    if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(expected[i])) {
                        throw new AssertionError("value " + i + " of row " + row + " differs");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checked", "unchecked", "zstd", "arrow"})
    void sameBytesSameValues(String kind) throws IOException {
        Path local = write(kind, "local", new Configuration());
        Path streamed = write(kind, "streamed", streams());
        assertThat(Files.mismatch(local, streamed)).isEqualTo(-1);
        for (Configuration conf : List.of(new Configuration(), streams())) {
            assertReads(local, conf);
        }
    }
}
