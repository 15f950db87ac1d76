package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.spark.OutputFormat;
import io.upvox.spark.Speculation;
import io.upvox.spark.Speculation.Stalled;
import io.upvox.spark.StallingFileSystem.Stall;
import io.upvox.spark.SyntheticDataset;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskCommitDenied;
import org.apache.spark.TaskKilled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real standalone cluster, with processes killed in the middle of it. */
class StandaloneClusterIT {
    private static final int SAMPLES = 24;
    private static final List<String> TWO_THREADS =
            List.of("spark.executor.cores=2", "spark.task.cpus=2", "spark.executor.memory=600m");

    private static final Stalled KILLED = new Stalled(Stall.KILLED, OutputFormat.PARQUET);
    private static final Stalled KILLED_ARROW = new Stalled(Stall.KILLED, OutputFormat.ARROW);
    private static final Stalled DENIED = new Stalled(Stall.DENIED, OutputFormat.PARQUET);
    private static final Stalled DENIED_ARROW = new Stalled(Stall.DENIED, OutputFormat.ARROW);
    private static final Stalled LATE = new Stalled(Stall.LATE, OutputFormat.PARQUET);

    @TempDir
    static Path home;

    private static StandaloneCluster cluster;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() throws Exception {
        cluster = new StandaloneCluster(home, 2, 2, "1g");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Slow on purpose: the reference kernel, a good half second a sample, leaves time to kill something. */
    private List<String> job(Path out) {
        return List.of(
                "upsample",
                "--input",
                dir.resolve("in").toString(),
                "--output",
                out.toString(),
                "--weights",
                Path.of(System.getProperty("upvox.root"), "src/test/resources/data/seed-example.safetensors")
                        .toString(),
                "--layer",
                "up",
                "--stride",
                "2",
                "--padding",
                "1",
                "--kernel",
                "f32-reference",
                "--partitions",
                "12");
    }

    private static List<String> ids(Path out) throws IOException {
        try (Stream<String> lines = Files.lines(out.resolve("_manifest.jsonl"))) {
            return lines.filter(l -> l.contains("\"input\""))
                    .map(l -> l.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                    .sorted()
                    .toList();
        }
    }

    private static long parts(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    private void assertComplete(Path out) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            expected.add(String.format("sample-%06d", i));
        }
        assertThat(ids(out)).isEqualTo(expected);
        assertThat(parts(out)).isEqualTo(12);
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    @Timeout(600)
    void survivesAKilledExecutorAndAKilledDriver() throws Exception {
        new SyntheticDataset(TensorShape.of(3, 20, 20, 20), SAMPLES, 7, 3, 1, OutputFormat.PARQUET)
                .write(dir.resolve("in").toString(), new Configuration());
        Path out = dir.resolve("out");
        try (Command job = cluster.submit("job", TWO_THREADS, job(out))) {
            job.await("progress  [1-9]");
            ProcessHandle executor = cluster.executors(0).get(0);
            assertThat(executor.destroyForcibly()).isTrue();
            assertThat(job.exitCode()).as(job.err()).isZero();
            assertThat(job.out()).contains("\"samples\":" + SAMPLES).contains("\"kernel\":\"f32-reference\"");
            assertThat(job.err()).contains("2 threads each");
        }
        assertComplete(out);

        Path second = dir.resolve("second");
        try (Command job = cluster.submit("killed", TWO_THREADS, job(second))) {
            job.await("progress  [1-9]");
            job.process().destroyForcibly();
            assertThat(job.exitCode()).isNotZero();
            assertThat(second).doesNotExist();
        }
        try (Command job = cluster.submit("again", TWO_THREADS, job(second))) {
            assertThat(job.exitCode()).as(job.err()).isZero();
        }
        assertComplete(second);
    }

    /** What becomes of an attempt that a speculative copy overtakes. */
    @Test
    @Timeout(300)
    void aSpeculativeCopyAndItsOriginalGiveOneResult() throws Exception {
        Path built = Path.of(System.getProperty("upvox.root"), "target");
        String classes = built.resolve("classes") + ":" + built.resolve("test-classes");
        try (Speculation jobs = new Speculation(cluster.url(), classes, dir)) {
            for (Stalled killed : List.of(KILLED, KILLED_ARROW)) {
                jobs.run(killed);
                assertThat(jobs.end()).isInstanceOf(TaskKilled.class);
                jobs.assertTidy(killed);
            }
            for (Stalled denied : List.of(DENIED, DENIED_ARROW)) {
                jobs.run(denied);
                assertThat(jobs.end()).isInstanceOf(TaskCommitDenied.class);
                jobs.assertTidy(denied);
            }
            jobs.run(LATE);
            jobs.assertTidy(LATE); // the job is done, the original has not begun its file
            jobs.release(LATE);
            assertThat(jobs.end()).isInstanceOf(TaskKilled.class);
            jobs.assertTidy(LATE);
        }
        Speculation.assertWhole(dir, List.of(KILLED, KILLED_ARROW, DENIED, DENIED_ARROW, LATE));
        for (int worker = 0; worker < 2; worker++) {
            for (ProcessHandle executor : cluster.executors(worker)) {
                executor.onExit().join();
            }
        }
    }
}
