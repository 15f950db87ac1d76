package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.cli.Ran;
import io.upvox.spark.FaultyFileSystem;
import io.upvox.spark.FaultyS3a;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that read from and write to S3 through Hadoop's S3A, with each of its committers. */
@Timeout(300)
class S3aIT {
    private static final String BUCKET = "bucket";
    private static final String ROOT = "s3a://" + BUCKET;
    private static final String WEIGHTS = ROOT + "/weights.npy";
    private static final List<String> COMPLETE =
            List.of("_SUCCESS", "_manifest.jsonl", "part-00000.parquet", "part-00001.parquet");

    @TempDir
    static java.nio.file.Path dir;

    private static S3Server server;
    private static S3AFileSystem fs;
    private static Map<String, String> client;
    private static Dataset in;
    private static Dataset more;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(dir, BUCKET);
        client = new HashMap<>();
        client.put("fs.s3a.impl", FaultyS3a.class.getName());
        client.put("fs.s3a.endpoint", server.endpoint());
        client.put("fs.s3a.endpoint.region", "us-east-1");
        client.put("fs.s3a.path.style.access", "true");
        client.put("fs.s3a.connection.ssl.enabled", "false");
        client.put("fs.s3a.access.key", "key");
        client.put("fs.s3a.secret.key", "secret");
        // One by one: the server deletes the objects of one request in parallel. A directory's marker may go when the
        // deletion of what is below it has just kept the directory for that marker; then the server lists it, empty.
        client.put("fs.s3a.multiobjectdelete.enable", "false");
        client.put("fs.s3a.attempts.maximum", "2");
        client.put("fs.s3a.retry.limit", "2");
        client.put("fs.s3a.buffer.dir", dir.resolve("buffer").toString());
        client.put("fs.s3a.committer.staging.tmp.path", dir.resolve("staging").toString());
        Configuration conf = new Configuration();
        client.forEach(conf::set);
        fs = (S3AFileSystem) FileSystem.get(URI.create(ROOT), conf);
        Dataset.writeWeights(fs, new Path(WEIGHTS));
        try (LocalSpark upvox = new LocalSpark(client)) {
            upvox.generate(ROOT + "/in", 1, 5);
            upvox.generate(ROOT + "/more", 50, 3);
            in = read("/in");
            more = read("/more");
            assertThat(in.and(more).samples()).hasSize(8);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            fs.close();
        } finally {
            server.close();
        }
    }

    private static LocalSpark spark(String committer) {
        Map<String, String> keys = new HashMap<>(client);
        keys.put("fs.s3a.committer.name", committer);
        return new LocalSpark(keys);
    }

    private static Ran upsample(LocalSpark upvox, String input, String output, String... more) {
        return upvox.upsample(ROOT + input, ROOT + output, WEIGHTS, more);
    }

    /** Everything is there, {@code _SUCCESS} as the last. */
    private static void assertWritten(Ran ran, String output) throws IOException {
        LocalSpark.assertSucceeded(ran);
        java.nio.file.Path success = server.file(BUCKET, output.substring(1)).resolve("_SUCCESS");
        try (Stream<java.nio.file.Path> files = Files.list(success.getParent())) {
            for (java.nio.file.Path file : files.toList()) {
                assertThat(Files.getLastModifiedTime(success)).isGreaterThanOrEqualTo(Files.getLastModifiedTime(file));
            }
        }
    }

    private static Dataset read(String directory) throws IOException {
        return Dataset.read(ROOT + directory);
    }

    /** Nothing is left beside the results, uploads that nobody has completed included. */
    private static void assertTidy(String output) throws IOException, InterruptedException {
        String parent = output.substring(1, output.lastIndexOf('/') + 1);
        List<String> keys = server.keys(BUCKET, parent);
        assertThat(keys.stream().map(Dataset::withoutJob))
                .containsExactlyElementsOf(
                        COMPLETE.stream().map(name -> parent + "out/" + name).toList());
        String stored = "listed, while the store has " + keys;
        assertThat(Dataset.names(fs, new Path(output))).as(stored).isEqualTo(COMPLETE);
        assertThat(Dataset.names(fs, new Path(output).getParent())).as(stored).containsExactly("out");
        assertThat(fs.listMultipartUploads(output.substring(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "directory", "magic"})
    void writesReplacesAndAdds(String committer) throws IOException, InterruptedException {
        String out = "/" + committer + "/out";
        try (LocalSpark upvox = spark(committer)) {
            if (!committer.equals("directory")) { // whose tasks write to local disks
                FaultyFileSystem.failOnce(".parquet");
            }
            assertWritten(upsample(upvox, "/in", out), out);
            assertThat(FaultyFileSystem.failedOnce()).isTrue();
            assertThat(read(out)).isEqualTo(in.repeated(2));
            assertTidy(out);
            assertWritten(upsample(upvox, "/more", out, "--write-mode", "overwrite"), out);
            assertThat(read(out)).isEqualTo(more.repeated(2));
            assertTidy(out);
            String[] both = {"--write-mode", "resume", "--input", ROOT + "/more"};
            assertWritten(upsample(upvox, "/in", out, both), out);
            assertThat(read(out)).isEqualTo(more.and(in).repeated(2));
            upvox.assertVerified(ROOT + out);
        }
    }

    @Test
    void readsAndWritesArrow() throws IOException {
        try (LocalSpark upvox = spark("magic")) {
            assertWritten(upsample(upvox, "/in", "/arrow/first", "--format", "arrow"), "/arrow/first");
            upvox.assertVerified(ROOT + "/arrow/first");
            assertWritten(upsample(upvox, "/arrow/first", "/arrow/second"), "/arrow/second");
            assertThat(read("/arrow/second")).isEqualTo(in.repeated(4));
        }
    }

    @Test
    void aBucketThatIsMissingIsSaidInOneLine() throws IOException {
        try (LocalSpark upvox = spark("file")) {
            Ran ran = upvox.upsample(ROOT + "/in", "s3a://nowhere/out", WEIGHTS);
            assertThat(ran.code()).isEqualTo(4);
            assertThat(ran.err().lines().filter(l -> l.startsWith("upvox: "))).hasSize(1);
            assertThat(ran.message()).startsWith("upvox: Cannot ").contains("s3a://nowhere", "; ");
        }
    }
}
