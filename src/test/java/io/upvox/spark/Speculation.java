package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import io.upvox.spark.StallingFileSystem.Stall;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskEndReason;
import org.apache.spark.sql.SparkSession;

/** Jobs of three tasks on a Spark that speculates; an attempt of the first task stalls. */
public final class Speculation implements AutoCloseable {
    private static final int SAMPLES = 9;

    private final Path dir;
    private final SparkSession spark;
    private Attempts attempts = new Attempts();

    /**
     * Starts a session.
     *
     * @param master of a cluster with two hosts: a copy of a task goes to another host than the original
     * @param classes the class path of executors
     * @param dir an empty directory
     */
    public Speculation(String master, String classes, Path dir) throws IOException {
        this.dir = dir;
        new SyntheticDataset(TensorShape.of(2, 4, 5, 6), SAMPLES, 1, 3, 1, OutputFormat.PARQUET)
                .write(dir.resolve("in").toString(), new Configuration());
        SmallJobs.weights(dir.resolve("weights.npy"), 1);
        spark = SparkFixture.builder(master)
                .config("spark.executor.extraClassPath", classes)
                .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1") // they live for seconds
                .config("spark.cores.max", "2")
                .config("spark.executor.cores", "1")
                .config("spark.speculation", "true")
                .config("spark.speculation.interval", "50ms")
                .config("spark.speculation.quantile", "0.1")
                .config("spark.speculation.multiplier", "1.1")
                .config("spark.hadoop.fs.stalling.impl", StallingFileSystem.class.getName())
                .config("spark.hadoop.fs.stalling.impl.disable.cache", "true") // its configuration is the job's
                .getOrCreate();
    }

    /**
     * A job one of whose attempts stalls.
     *
     * @param format of its output
     */
    public record Stalled(Stall stall, OutputFormat format) {
        Path output(Path dir) {
            return dir.resolve(stall + "-" + format + "/out");
        }

        Path flags(Path dir) {
            return dir.resolve(stall + "-" + format + "-flags");
        }
    }

    private static UpsampleOptions job(Path dir, Path out, OutputFormat format) {
        return SmallJobs.job(
                List.of(dir.resolve("in")),
                dir.resolve("weights.npy"),
                out,
                SmallJobs.write(format, WriteMode.ERROR),
                BadSamples.FAIL,
                3);
    }

    /** Runs a job to its end, which need not be the end of the attempt that stalls. */
    public void run(Stalled job) throws IOException {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        conf.set(StallingFileSystem.STALL, job.stall().name());
        conf.set(StallingFileSystem.FLAGS, Files.createDirectory(job.flags(dir)).toString());
        attempts = new Attempts();
        spark.sparkContext().addSparkListener(attempts);
        UpsampleOptions options = job(dir, job.output(dir), job.format());
        new UpsampleJob(spark, Jobs.on("stalling://", options), line -> {}).run();
    }

    /** Waits for the end of the attempt that stalled; says how it ended, once the copy's success is known, too. */
    public TaskEndReason end() throws InterruptedException {
        TaskEndReason end = attempts.original().end();
        assertThat(attempts.successful()).singleElement().matches(Attempts.Attempt::copy, "is a speculative copy");
        return end;
    }

    /** Ends a {@link Stall#LATE}. */
    public void release(Stalled job) throws IOException {
        Files.createFile(job.flags(dir).resolve(StallingFileSystem.RELEASED));
    }

    /** The output is there, and nothing else. */
    public void assertTidy(Stalled job) throws IOException {
        assertThat(names(job.output(dir).getParent())).containsExactly("out");
        List<String> names = names(job.output(dir));
        assertThat(names).hasSize(5).startsWith("_SUCCESS", Manifest.NAME);
        for (int task = 0; task < 3; task++) {
            assertThat(names.get(2 + task))
                    .startsWith("part-0000" + task)
                    .endsWith("." + job.format().name().toLowerCase(Locale.ROOT));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        spark.close();
    }

    /** The outputs below a closed session's directory are those of a job without speculation, and as their manifests say. */
    public static void assertWhole(Path dir, List<Stalled> jobs) throws IOException {
        try (SparkSession plain = SparkFixture.builder("local[2]").getOrCreate()) {
            Path out = dir.resolve("plain");
            new UpsampleJob(plain, job(dir, out, OutputFormat.PARQUET), line -> {}).run();
            Map<String, Samples> expected = Samples.read(out, TensorColumnOptions.NONE);
            assertThat(expected).hasSize(SAMPLES);
            for (Stalled job : jobs) {
                VerifyReport verified = new VerifyJob(plain, job.output(dir).toString(), 10, line -> {}).run();
                assertThat(verified.first()).isEmpty();
                assertThat(verified.rows()).isEqualTo(expected.size());
                Map<String, Samples> actual = Samples.read(job.output(dir), TensorColumnOptions.NONE);
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                expected.forEach(
                        (id, sample) -> assertThat(actual.get(id).values()).isEqualTo(sample.values()));
            }
        }
    }
}
