package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large columns beside the tensor: what the plan says of them is enough for them, and not much more than they take. */
@Timeout(300)
class OtherColumnsMemoryTest {
    private static final TensorShape SHAPE = TensorShape.of(2, 4, 5, 6);
    private static final int BLOB_BYTES = 3_000_000;
    private static final int GROUP_ROWS = 16;
    /** Heap for all else: classes, footers, buffers. */
    private static final int BASE_MIB = 48;

    @TempDir
    Path dir;

    private Path input(OutputFormat format, int groups, int rowsPerGroup) throws IOException {
        Path file = dir.resolve("in." + format.suffix());
        StructType columns = new StructType()
                .add("id", DataTypes.StringType)
                .add("raw", DataTypes.BinaryType)
                .add("note", DataTypes.BinaryType);
        Random random = new Random(1);
        float[] values = new float[(int) SHAPE.elements()];
        try (SampleWriter writer = format.create(
                new org.apache.hadoop.fs.Path(file.toString()),
                new Configuration(),
                new SparkPassThrough(columns),
                new OutputOptions("t", null, 4, false, "none", 64 << 10, true, Map.of()))) {
            for (int g = 0; g < groups; g++) {
                List<InternalRow> rows = new ArrayList<>();
                for (int i = 0; i < rowsPerGroup; i++) {
                    rows.add(new GenericInternalRow(
                            new Object[] {UTF8String.fromString("s" + i), bytes(random), bytes(random)}));
                }
                writer.beginGroup(
                        SparkPassThrough.cursor(rows), Collections.nCopies(rowsPerGroup, OutputRow.whole(SHAPE)));
                for (int i = 0; i < rowsPerGroup; i++) {
                    writer.write(values, 0, values.length);
                    writer.endRow();
                }
                writer.endGroup();
            }
            writer.finish();
        }
        return file;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[BLOB_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private JobPlan plan(Path in, OutputFormat format, String compression, long rowGroupBytes) throws IOException {
        UpsampleOptions.Write d = SmallJobs.pages(SmallJobs.write(format, WriteMode.ERROR), compression, true);
        UpsampleOptions.Write write = new UpsampleOptions.Write(
                d.format(),
                d.fixedLayout(),
                d.compression(),
                d.pageChecksum(),
                d.mode(),
                d.maxRowBytes(),
                rowGroupBytes,
                d.blockBytes());
        Path weights = SmallJobs.weights(dir.resolve("w.npy"), 1);
        return new JobPlanner(
                        SmallJobs.job(List.of(in), weights, dir.resolve("out"), write, BadSamples.FAIL, 1),
                        new Configuration(),
                        Cluster.of(new SparkConf(false).set("spark.master", "local[2]")))
                .plan();
    }

    /** Takes the other columns of all rows as the job does, a group of the output after the other. */
    static final class Copy {
        private Copy() {}

        public static void main(String[] args) throws IOException {
            Configuration conf = new Configuration();
            org.apache.hadoop.fs.Path in = new org.apache.hadoop.fs.Path(args[0]);
            FileStatus status = in.getFileSystem(conf).getFileStatus(in);
            OutputFormat format = OutputFormat.valueOf(args[2]);
            int groupRows = Integer.parseInt(args[4]);
            OutputOptions options = new OutputOptions("t", null, 4, false, args[3], 64 << 10, true, Map.of());
            float[] values = new float[(int) SHAPE.elements()];
            try (SampleFile file = SampleFiles.open(status, conf, TensorColumnOptions.NONE);
                    SampleWriter writer =
                            format.create(new org.apache.hadoop.fs.Path(args[1]), conf, file.passThrough(), options)) {
                for (int u = 0; u < file.units(); u++) {
                    try (SampleUnit unit = file.open(u)) {
                        PassThroughCursor cursor = unit.passThrough();
                        for (int row = 0; row < unit.rows(); row += groupRows) {
                            int rows = Math.min(groupRows, unit.rows() - row);
                            writer.beginGroup(cursor, Collections.nCopies(rows, OutputRow.whole(SHAPE)));
                            for (int r = 0; r < rows; r++) {
                                unit.read(values);
                                writer.write(values, 0, values.length);
                                writer.endRow();
                            }
                            writer.endGroup();
                        }
                    }
                }
                writer.finish();
            }
            System.out.println("copied");
        }
    }

    private ForkedJvm copy(Path in, OutputFormat to, String compression, int groupRows, long heap, long direct)
            throws IOException, InterruptedException {
        Path out = dir.resolve("copy-" + heap + "-" + direct);
        return ForkedJvm.run(
                dir,
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmn8m",
                        "-Xmx" + (heap + (BASE_MIB << 20)),
                        "-XX:MaxDirectMemorySize=" + (direct + (BASE_MIB << 20))),
                Copy.class,
                List.of(in.toString(), out.toString(), to.name(), compression, String.valueOf(groupRows)));
    }

    @ParameterizedTest(name = "{0} to {1}, {2}, {3} rows a group")
    @CsvSource({
        "PARQUET, PARQUET, none, 16",
        "PARQUET, PARQUET, zstd, 16",
        "PARQUET, PARQUET, none, 4",
        "PARQUET, ARROW, none, 16",
        "ARROW, PARQUET, none, 16",
        "ARROW, ARROW, none, 16"
    })
    void whatThePlanSaysIsEnough(OutputFormat from, OutputFormat to, String compression, int groupRows)
            throws IOException, InterruptedException {
        Path in = input(from, 2, GROUP_ROWS);
        PlanMemory memory = plan(in, to, compression, groupRows * 8L * SmallJobs.PLANE_BYTES)
                .memory();
        long heap = memory.otherBytes();
        long direct = memory.otherDirectBytes();
        assertThat(memory.taskBytes()).isGreaterThan(heap);
        ForkedJvm enough = copy(in, to, compression, groupRows, heap, direct);
        assertThat(enough.output()).as("heap %d, direct %d", heap, direct).contains("copied");
        ForkedJvm less = copy(in, to, compression, groupRows, heap / 3, direct / 3);
        assertThat(less.output())
                .as("heap %d, direct %d", heap / 3, direct / 3)
                .doesNotContain("copied")
                .contains("OutOf");
    }

    private static String memoryLine(JobPlan plan) {
        return PlanText.lines(plan, new Cluster("local[2]", 2, 2, 1, 2, 1L << 40)).stream()
                .filter(l -> l.startsWith("memory    "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatThePlanTells() throws IOException {
        Path in = input(OutputFormat.ARROW, 1, 4);
        JobPlan plan = plan(in, OutputFormat.PARQUET, "none", 1 << 20);
        // 24 MB of values, twice, and two rows of 6 MB; each buffer of 12 MB has 16 MiB outside the heap
        assertThat(memoryLine(plan))
                .contains(
                        " of heap a task (57.2 MiB of it for the other columns), 32.0 MiB outside the heap for the other"
                                + " columns, ");
        Cluster small = new Cluster("local[2]", 1, 2, 1, 2, 100 << 20);
        assertThat(small.warnings(List.of(), plan.memory()))
                .anyMatch(w -> w.startsWith("an executor needs about ")
                        && w.contains(" for 2 tasks and the weights, and has a heap of 100.0 MiB; ")
                        && w.endsWith(", or a smaller --row-group-bytes"))
                .anyMatch(w -> w.startsWith(
                        "an executor needs about 64.0 MiB outside its heap for the other columns of 2 tasks,"
                                + " and a JVM allows as much as its heap of 100.0 MiB; "));
    }

    @Test
    void smallColumnsAreNotTold() throws IOException {
        Path in = SmallJobs.input(dir.resolve("small"), 1);
        assertThat(memoryLine(plan(in, OutputFormat.PARQUET, "none", 1 << 20)))
                .contains(" of heap a task, ")
                .doesNotContain("other columns");
    }
}
