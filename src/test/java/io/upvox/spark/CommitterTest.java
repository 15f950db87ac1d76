package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job commits through what Spark's and Hadoop's configuration name. */
class CommitterTest {
    private static final String FACTORY = PathOutputCommitterFactory.COMMITTER_FACTORY_SCHEME + ".file";
    private static final String MANIFEST =
            "org.apache.hadoop.mapreduce.lib.output.committer.manifest.ManifestCommitterFactory";

    private static SparkSession spark;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,4]");
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    @AfterEach
    void reset() {
        hadoop().unset(FACTORY);
        spark.conf().unset("spark.sql.sources.commitProtocolClass");
        spark.conf().unset("spark.sql.sources.outputCommitterClass");
    }

    private static Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private Path run(String output, int samples) throws IOException {
        Path in = dir.resolve("in");
        new SyntheticDataset(TensorShape.of(1, 3, 4, 5), samples, 1, samples, 1, OutputFormat.PARQUET)
                .write(in.toString(), new Configuration());
        UpsampleOptions o = Jobs.trilinear(in, Path.of("x"), Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR));
        new UpsampleJob(spark, Jobs.to(o, output), line -> {}).run();
        return dir.resolve("out");
    }

    private List<String> events() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("events"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void record() {
        hadoop().set(FACTORY, RecordingCommitterFactory.class.getName());
        hadoop().set(RecordingCommitterFactory.EVENTS, dir.resolve("events").toString());
    }

    @Test
    void asksTheCommitterThatTheSchemesFactoryMakes() throws IOException {
        record();
        Path out = run(dir.resolve("out").toString(), 2);
        assertThat(events())
                .containsExactly("commitJob", "commitTask-0", "commitTask-1", "setupJob", "setupTask-0", "setupTask-1");
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(2);
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    void tellsTheCommitterOfAFailedTask() throws IOException {
        record();
        Path bad = dir.resolve("bad");
        new SyntheticDataset(TensorShape.of(1, 16, 16, 16), 1, 1, 1, 1, OutputFormat.PARQUET)
                .write(bad.toString(), new Configuration());
        Path file = bad.resolve("part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55; // the page has a checksum
        Files.write(file, bytes);
        Files.deleteIfExists(bad.resolve(".part-00000.parquet.crc"));
        Path out = dir.resolve("out");
        UpsampleOptions o = Jobs.trilinear(bad, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR));
        assertThatThrownBy(() -> new UpsampleJob(spark, o, line -> {}).run()).isInstanceOf(InvalidDataException.class);
        assertThat(events())
                .contains("setupJob", "abortJob")
                .doesNotContain("commitJob")
                .anyMatch(e -> e.startsWith("abortTask-"));
        assertThat(out).doesNotExist();
    }

    @Test
    void worksWithTheManifestCommitter() throws IOException {
        hadoop().set(FACTORY, MANIFEST);
        Path out = run(dir.resolve("out").toString(), 3);
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(3);
        // its _SUCCESS is a summary of the commit
        assertThat(Files.readString(out.resolve("_SUCCESS"))).contains("ManifestCommitter");
    }

    @Test
    void writesInPlaceInAnObjectStore() throws IOException {
        hadoop().setClass("fs.gs.impl", ObjectStoreFileSystem.class, FileSystem.class);
        int copies = ObjectStoreFileSystem.copies();
        Path out = run("gs://" + dir.resolve("out"), 3); // Hadoop's default for gs is the manifest committer
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(3);
        assertThat(out.resolve("_SUCCESS")).exists();
        assertThat(out.resolve(InPlaceOutput.INCOMPLETE)).doesNotExist();
        // a data file and a task's manifest each are renamed once, by the committer
        assertThat(ObjectStoreFileSystem.copies() - copies).isLessThanOrEqualTo(6);
        try (Stream<Path> beside = Files.list(dir)) {
            assertThat(beside.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith(".out"));
        }
    }

    @Test
    void takesTheProtocolThatSparkNames() throws IOException {
        hadoop().set("upvox.test.protocol", dir.resolve("protocol").toString());
        spark.conf().set("spark.sql.sources.commitProtocolClass", NotedProtocol.class.getName());
        Path out = run(dir.resolve("out").toString(), 1);
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(1);
        assertThat(dir.resolve("protocol/setupJob")).exists();
        assertThat(dir.resolve("protocol/setupTask")).exists();
    }

    @Test
    void takesTheCommitterThatSparkNames() throws IOException {
        hadoop().set("upvox.test.protocol", dir.resolve("protocol").toString());
        spark.conf().set("spark.sql.sources.outputCommitterClass", NotedCommitter.class.getName());
        run(dir.resolve("out").toString(), 1);
        assertThat(dir.resolve("protocol/commitJob")).exists();
    }

    private static void note(JobContext context, String event) {
        try {
            Files.createDirectories(Path.of(context.getConfiguration().get("upvox.test.protocol"), event));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A commit protocol of somebody's own. */
    public static final class NotedProtocol extends HadoopMapReduceCommitProtocol {
        private static final long serialVersionUID = 1;

        public NotedProtocol(String jobId, String path, boolean dynamicPartitionOverwrite) {
            super(jobId, path, dynamicPartitionOverwrite);
        }

        @Override
        public void setupJob(JobContext context) {
            note(context, "setupJob");
            super.setupJob(context);
        }

        @Override
        public void setupTask(TaskAttemptContext context) {
            note(context, "setupTask");
            super.setupTask(context);
        }
    }

    /** A file committer of somebody's own. */
    public static final class NotedCommitter extends FileOutputCommitter {
        public NotedCommitter(org.apache.hadoop.fs.Path output, TaskAttemptContext context) throws IOException {
            super(output, context);
        }

        @Override
        public void commitJob(JobContext context) throws IOException {
            note(context, "commitJob");
            super.commitJob(context);
        }
    }
}
