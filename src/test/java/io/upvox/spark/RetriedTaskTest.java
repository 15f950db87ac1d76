package io.upvox.spark;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.executor.CommitDeniedException;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts of tasks that fail, and attempts that may not commit because another one did. */
class RetriedTaskTest {
    private static SparkSession spark;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,2]"); // a task may fail once
        spark.sparkContext().setLogLevel("OFF");
        spark.sparkContext().hadoopConfiguration().setClass("fs.faulty.impl", FaultyFileSystem.class, FileSystem.class);
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    private void run() throws IOException {
        Path in = dir.resolve("in");
        Path out = dir.resolve("out");
        new SyntheticDataset(TensorShape.of(1, 3, 4, 5), 2, 1, 2, 1, OutputFormat.PARQUET)
                .write(in.toString(), new Configuration());
        UpsampleOptions o = Jobs.trilinear(in, Path.of("x"), Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR));
        JobReport report = new UpsampleJob(spark, Jobs.to(o, "faulty://" + out), line -> {}).run();
        assertThat(report.samples()).isEqualTo(2);
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(2);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .hasSize(4)
                    .contains("_SUCCESS", Manifest.NAME)
                    .filteredOn(n -> n.startsWith("part-"))
                    .hasSize(2);
        }
    }

    @Test
    void anAttemptThatFailsInItsFileIsMadeAgain() throws IOException {
        FaultyFileSystem.failOnce(".parquet");
        run();
        assertThat(FaultyFileSystem.failedOnce()).isTrue();
    }

    @Test
    void aDeniedCommitIsNoFailure() throws IOException {
        Denying.LEFT.set(3); // more than the failures that a task may have
        spark.conf().set("spark.sql.sources.commitProtocolClass", Denying.class.getName());
        try {
            run();
        } finally {
            spark.conf().unset("spark.sql.sources.commitProtocolClass");
        }
        assertThat(Denying.LEFT.get()).isLessThanOrEqualTo(0);
    }

    @Test
    void whatEndedTheJobIsToldThoughItsTracesCannotBeRemoved() {
        FaultyFileSystem.dieAt(4); // and from then on
        try {
            assertThatThrownBy(this::run)
                    .hasMessageContaining("died at: ")
                    .hasMessageNotContaining("died at: delete")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .extracting(Throwable::getMessage, as(STRING))
                            .startsWith("died at: delete"));
        } finally {
            FaultyFileSystem.revive();
        }
    }

    /** Denies the first commits of the first task, as the driver does when another attempt has committed. */
    public static final class Denying extends HadoopMapReduceCommitProtocol {
        private static final long serialVersionUID = 1;
        static final AtomicInteger LEFT = new AtomicInteger();

        public Denying(String jobId, String path, boolean dynamicPartitionOverwrite) {
            super(jobId, path, dynamicPartitionOverwrite);
        }

        @Override
        public TaskCommitMessage commitTask(TaskAttemptContext context) {
            int task = context.getTaskAttemptID().getTaskID().getId();
            if (task == 0 && LEFT.getAndDecrement() > 0) {
                // Scala declares no exceptions
                Platform.throwException(new CommitDeniedException("denied", 0, task, 0));
            }
            return super.commitTask(context);
        }
    }
}
