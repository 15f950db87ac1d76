package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.cli.Ran;
import io.upvox.spark.FaultyFileSystem;
import io.upvox.spark.FaultyHdfs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that read from and write to an HDFS of two DataNodes. */
@Timeout(300)
class HdfsIT {
    private static final List<String> COMPLETE =
            List.of("_SUCCESS", "_manifest.jsonl", "part-00000.parquet", "part-00001.parquet");

    private static final int BLOCK = 1 << 20;

    @TempDir
    static java.nio.file.Path dir;

    private static MiniDFSCluster cluster;
    private static DistributedFileSystem fs;
    private static LocalSpark upvox;
    private static String root;
    private static String weights;
    private static Dataset in;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> client = Map.of(
                "fs.hdfs.impl",
                FaultyHdfs.class.getName(),
                "dfs.blocksize",
                "" + BLOCK,
                "dfs.replication",
                "2",
                FaultyHdfs.CLOSE_DELAY,
                "10");
        Configuration conf = new Configuration();
        client.forEach(conf::set);
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, dir.toString());
        cluster = new MiniDFSCluster.Builder(conf).numDataNodes(2).build();
        cluster.waitActive();
        fs = cluster.getFileSystem();
        assertThat(fs).isInstanceOf(FaultyHdfs.class);
        root = fs.getUri().toString();
        weights = root + "/weights.npy";
        Dataset.writeWeights(fs, new Path(weights));
        upvox = new LocalSpark(client);
        upvox.generate(root + "/in", 1, 5);
        in = read("/in");
        assertThat(in.samples()).hasSize(5);
    }

    @AfterAll
    static void stop() {
        upvox.close();
        cluster.close();
    }

    private static Ran upsample(String input, String output, String... more) {
        return upvox.upsample(root + input, root + output, weights, more);
    }

    private static void assertWritten(Ran ran, String output) {
        LocalSpark.assertSucceeded(ran);
        upvox.assertVerified(root + output);
    }

    private static Dataset read(String directory) throws IOException {
        return Dataset.read(root + directory);
    }

    @Test
    void readsAndWritesParquetAndArrow() throws IOException {
        assertWritten(upsample("/in", "/formats/arrow", "--format", "arrow"), "/formats/arrow");
        assertWritten(upsample("/formats/arrow", "/formats/parquet"), "/formats/parquet");
        assertThat(read("/formats/parquet")).isEqualTo(in.repeated(4));
        assertThat(Dataset.names(fs, new Path("/formats"))).containsExactly("arrow", "parquet");
        assertThat(Dataset.names(fs, new Path("/formats/parquet"))).isEqualTo(COMPLETE);
    }

    @Test
    void overwritesAndAdds() throws IOException {
        upvox.generate(root + "/more", 50, 3);
        assertWritten(upsample("/in", "/modes/out"), "/modes/out");
        assertWritten(upsample("/more", "/modes/out", "--write-mode", "overwrite"), "/modes/out");
        Dataset more = read("/more");
        assertThat(read("/modes/out")).isEqualTo(more.repeated(2));
        String[] both = {"--write-mode", "resume", "--input", root + "/more"};
        assertWritten(upsample("/in", "/modes/out", both), "/modes/out");
        assertThat(read("/modes/out"))
                .isEqualTo(read("/more").repeated(2).and(read("/in").repeated(2)));
        assertThat(read("/modes/out").samples()).hasSize(8);
        Ran nothing = upsample("/in", "/modes/out", both);
        assertThat(nothing.code()).as(nothing.err()).isZero();
        assertThat(nothing.out()).contains("\"samples\":0");
        assertThat(Dataset.names(fs, new Path("/modes"))).containsExactly("out");
    }

    @Test
    void aTaskThatFailsOnceIsMadeAgain() throws IOException {
        FaultyFileSystem.failOnce(".parquet");
        assertWritten(upsample("/in", "/retried/out"), "/retried/out");
        assertThat(FaultyFileSystem.failedOnce()).isTrue();
        assertThat(read("/retried/out")).isEqualTo(in.repeated(2));
        assertThat(Dataset.names(fs, new Path("/retried"))).containsExactly("out");
        assertThat(Dataset.names(fs, new Path("/retried/out"))).isEqualTo(COMPLETE);
    }

    private static void killAt(String change, String input, String output, String... more) throws Exception {
        upvox.killAt(dir, change, root + input, root + output, weights, more);
    }

    @Test
    void aKilledDriverLeavesNothingOrEverything() throws Exception {
        Path out = new Path("/killed/out");
        for (String change : List.of(
                "close .*_lease", // hardly begun
                "close .*[.]parquet", // in a file, whose lease nobody gives back
                "rename .*/task_", // a task's files are being committed
                "close .*_manifest", // all tasks done
                "rename .* to .*/killed/out$")) { // all there, in the hidden directory
            killAt(change, "/in", "/killed/out");
            assertThat(fs.exists(out)).as(change).isFalse();
        }
        assertWritten(upsample("/in", "/killed/out"), "/killed/out");
        assertThat(read("/killed/out")).isEqualTo(in.repeated(2));
        assertThat(Dataset.names(fs, out)).isEqualTo(COMPLETE);

        upvox.generate(root + "/others", 70, 3);
        Dataset others = read("/others").repeated(2);
        String[] add = {"--write-mode", "resume", "--input", root + "/others"};
        killAt("rename .* to .*/killed/out/part-00001", "/in", "/killed/out", add); // the other file is added
        assertThat(fs.exists(new Path(out, "_SUCCESS"))).isFalse();
        assertWritten(upsample("/in", "/killed/out", add), "/killed/out");
        assertThat(read("/killed/out")).isEqualTo(in.repeated(2).and(others));

        String[] again = {"--write-mode", "overwrite"};
        killAt("rename .*/killed/out to ", "/others", "/killed/out", again); // nothing moved yet
        upvox.assertVerified(root + "/killed/out");
        assertThat(read("/killed/out")).isEqualTo(in.repeated(2).and(others));
        killAt("rename .* to .*/killed/out$", "/others", "/killed/out", again); // the old result is moved aside
        assertThat(fs.exists(out)).isFalse();
        assertWritten(upsample("/others", "/killed/out", again), "/killed/out");
        assertThat(read("/killed/out")).isEqualTo(others);
        assertThat(Dataset.names(fs, out)).isEqualTo(COMPLETE);
    }

    /** One line, and what stood there still stands. */
    private static void assertFailed(Ran ran, String cause) throws IOException {
        assertThat(ran.code()).as(ran.err()).isEqualTo(4);
        assertThat(ran.err().lines().filter(l -> l.startsWith("upvox: "))).hasSize(1);
        assertThat(ran.message()).startsWith("upvox: Cannot ").contains(cause, "; ");
        assertThat(ran.err()).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aQuotaLosesNothing() throws IOException {
        assertWritten(upsample("/in", "/quota/out"), "/quota/out");
        String[] again = {"--write-mode", "overwrite"};
        long used = fs.getContentSummary(new Path("/quota")).getSpaceConsumed();
        fs.setQuota(
                new Path("/quota"), HdfsConstants.QUOTA_DONT_SET, used + BLOCK); // a block is charged twice, as a whole
        assertFailed(
                upsample("/in", "/quota/out", again),
                "DSQuotaExceededException: The DiskSpace quota of /quota is exceeded");
        assertThat(Dataset.names(fs, new Path("/quota"))).containsExactly("out");
        assertThat(read("/quota/out")).isEqualTo(in.repeated(2));
        assertThat(Dataset.names(fs, new Path("/quota/out"))).isEqualTo(COMPLETE);
        fs.setQuota(new Path("/quota"), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
        assertWritten(upsample("/in", "/quota/out", again), "/quota/out");
        assertThat(Dataset.names(fs, new Path("/quota"))).containsExactly("out");
    }

    @Test
    void safeModeLosesNothing() throws IOException {
        assertWritten(upsample("/in", "/safe/out"), "/safe/out");
        fs.setSafeMode(SafeModeAction.ENTER);
        try {
            assertFailed(
                    upsample("/in", "/safe/out", "--write-mode", "overwrite"),
                    "SafeModeException: Cannot create directory /safe. Name node is in safe mode");
            assertFailed(
                    upsample("/in", "/safe/new"),
                    "SafeModeException: Cannot create directory /safe. Name node is in safe mode");
        } finally {
            fs.setSafeMode(SafeModeAction.LEAVE);
        }
        assertWritten(upsample("/in", "/safe/out", "--write-mode", "overwrite"), "/safe/out");
        assertThat(Dataset.names(fs, new Path("/safe"))).containsExactly("out");
    }
}
