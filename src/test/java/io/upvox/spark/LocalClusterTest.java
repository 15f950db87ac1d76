package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job with executors in JVMs of their own: what is sent must serialise, and the bits are those of one JVM. */
class LocalClusterTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(300)
    void twoExecutorsGiveTheBitsOfOneJvm() throws IOException {
        Path distributed = dir.resolve("distributed");
        Path events = dir.resolve("events");
        try (SparkSession spark = SparkFixture.session("local-cluster[2,2,1024]")) {
            Configuration conf = spark.sparkContext().hadoopConfiguration();
            conf.set(
                    PathOutputCommitterFactory.COMMITTER_FACTORY_SCHEME + ".file",
                    RecordingCommitterFactory.class.getName());
            conf.set(RecordingCommitterFactory.EVENTS, events.toString());
            JobReport report = new UpsampleJob(
                            spark,
                            Jobs.trilinear(Jobs.PATCHES, distributed, Jobs.write(OutputFormat.ARROW, WriteMode.ERROR)),
                            l -> {})
                    .run();
            assertThat(report.samples()).isEqualTo(8);
            assertThat(report.kernel()).isEqualTo("f32-rows-vector");
            VerifyReport verified = new VerifyJob(spark, distributed.toString(), 10, l -> {}).run();
            assertThat(verified.first()).isEmpty();
            assertThat(verified.rows()).isEqualTo(8);
            List<Doctor.Finding> findings = Doctor.examine(spark);
            assertThat(findings).hasSizeGreaterThan(1).allMatch(Doctor.Finding::healthy);
        }
        // Hadoop's configuration reached the executors
        assertThat(events.resolve("commitTask-0")).exists();
        Path local = dir.resolve("local");
        try (SparkSession spark = SparkFixture.session("local[1]")) {
            new UpsampleJob(
                            spark,
                            Jobs.trilinear(Jobs.PATCHES, local, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)),
                            l -> {})
                    .run();
        }
        Map<String, Samples> expected = Samples.read(local, TensorColumnOptions.NONE);
        Map<String, Samples> actual = Samples.read(distributed, TensorColumnOptions.NONE);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, sample) -> assertThat(actual.get(id).values()).isEqualTo(sample.values()));
    }
}
