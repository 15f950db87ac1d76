package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver's JVM that ends without any shutdown, as by kill -9, at a chosen moment; then the same command again. */
@Timeout(600)
class KilledJvmTest {
    @TempDir
    Path dir;

    /** The job of the test, in the JVM that is to end. */
    static final class Driver {
        private Driver() {}

        public static void main(String[] args) throws IOException {
            try (SparkSession spark = SparkFixture.session("local[2]")) {
                spark.sparkContext().setLogLevel("OFF");
                job(spark, Path.of(args[0]), args[1], WriteMode.valueOf(args[2]));
            }
        }
    }

    private static void job(SparkSession spark, Path in, String out, WriteMode mode) throws IOException {
        spark.sparkContext().hadoopConfiguration().setClass("fs.faulty.impl", FaultyFileSystem.class, FileSystem.class);
        UpsampleOptions o = Jobs.trilinear(in, Path.of("x"), Jobs.write(OutputFormat.PARQUET, mode));
        new UpsampleJob(spark, Jobs.to(o, out), line -> {}).run();
    }

    private void killAt(String change, Path in, Path out, WriteMode mode) throws Exception {
        ForkedJvm driver = ForkedJvm.run(
                dir,
                List.of("-Xmx600m", "-D" + FaultyFileSystem.HALT + "=" + change),
                Driver.class,
                List.of(in.toString(), "faulty://" + out, mode.name()));
        assertThat(driver.exitCode()).as(driver.output()).isEqualTo(FaultyFileSystem.HALTED);
    }

    private static void dataset(Path path, long seed) throws IOException {
        new SyntheticDataset(TensorShape.of(1, 3, 4, 5), 2, seed, 1, 1, OutputFormat.PARQUET)
                .write(path.toString(), new Configuration());
    }

    private static long samples(Path out) throws IOException {
        long samples = 0;
        try (Stream<Path> parts = Files.list(out)) {
            for (Path p : parts.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .toList()) {
                samples += Samples.read(p, TensorColumnOptions.NONE).size();
            }
        }
        return samples;
    }

    @Test
    void nothingOrEverything() throws Exception {
        Path in = dir.resolve("in");
        dataset(in.resolve("a"), 1);
        Path out = dir.resolve("out");
        killAt("/_temporary", in, out, WriteMode.ERROR); // before the tasks
        assertThat(out).doesNotExist();
        killAt("close .*_lease", in, out, WriteMode.ERROR); // the lease: hardly begun
        assertThat(out).doesNotExist();
        killAt("close .*[.]parquet", in, out, WriteMode.ERROR); // in a file
        assertThat(out).doesNotExist();
        killAt(" to faulty:" + out, in, out, WriteMode.ERROR); // committed, not yet renamed
        assertThat(out).doesNotExist();
        try (SparkSession spark = SparkFixture.session("local[2]")) {
            job(spark, in, "faulty://" + out, WriteMode.ERROR);
            assertThat(samples(out)).isEqualTo(2);

            dataset(in.resolve("b"), 5);
        }
        killAt("/out/" + Manifest.NAME, in, out, WriteMode.RESUME); // files added, not yet listed
        assertThat(samples(out)).isEqualTo(4);
        assertThat(out.resolve("_SUCCESS")).doesNotExist();
        try (SparkSession spark = SparkFixture.session("local[2]")) {
            job(spark, in, "faulty://" + out, WriteMode.RESUME);
        }
        assertThat(samples(out)).isEqualTo(4);
        assertThat(out.resolve("_SUCCESS")).exists();
    }
}
