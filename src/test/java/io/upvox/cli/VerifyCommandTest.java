package io.upvox.cli;

import static io.upvox.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upvox.tensor.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code upvox verify} says, and its exit codes. */
@ExtendWith(SparkProperties.class)
class VerifyCommandTest {
    @TempDir
    Path dir;

    private Path out;

    @BeforeEach
    void upsample() throws IOException {
        out = dir.resolve("out");
        String in = dir.resolve("in").toString();
        byte[] header = NpyHeader.float32(2, 2, 1, 1, 1);
        Path weights = Files.write(dir.resolve("w.npy"), Arrays.copyOf(header, header.length + 16));
        assertThat(run("generate", "--output", in, "--shape", "2,4,5,6", "--count", "5")
                        .code())
                .isZero();
        Ran ran = run(
                "upsample",
                "--input",
                in,
                "--output",
                out.toString(),
                "--weights",
                weights.toString(),
                "--partitions",
                "2");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private Ran verify(String... more) {
        return run(Stream.concat(Stream.of("verify", "--output", out.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static JsonNode summary(Ran ran) throws IOException {
        assertThat(ran.out().lines()).hasSize(1);
        return new ObjectMapper().readTree(ran.out());
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everythingAsItShouldBe() throws IOException {
        Ran ran = verify();
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode summary = summary(ran);
        assertThat(summary.path("output").asText()).isEqualTo(out.toString());
        assertThat(summary.path("samples").asInt()).isEqualTo(5);
        assertThat(summary.path("rows").asInt()).isEqualTo(5);
        assertThat(summary.path("files").asInt()).isEqualTo(2);
        assertThat(summary.path("outputBytes").asInt()).isEqualTo(5 * 960);
        assertThat(summary.path("fileBytes").asInt()).isGreaterThan(5 * 960);
        assertThat(summary.path("problems").asInt(-1)).isZero();
        assertThat(summary.path("seconds").asDouble()).isPositive();
        assertThat(ran.err()).doesNotContain("problem");
    }

    @Test
    void whatDiffersIsTold() throws IOException {
        List<Path> files = parts();
        Files.delete(files.get(0));
        Files.writeString(files.get(1), "no Parquet");
        Ran ran = verify();
        assertThat(ran.code()).isEqualTo(3);
        assertThat(summary(ran).path("problems").asInt()).isEqualTo(2);
        assertThat(ran.err().lines().filter(l -> l.startsWith("problem   Cannot verify file:" + out)))
                .hasSize(2);
        Ran first = verify("--max-problems", "1");
        assertThat(first.code()).isEqualTo(3);
        assertThat(summary(first).path("problems").asInt()).isEqualTo(2);
        assertThat(first.err().lines().filter(l -> l.startsWith("problem   Cannot ")))
                .hasSize(1);
        assertThat(first.err()).contains("problem   and 1 more; give a larger --max-problems");
    }

    @Test
    void badUsage() throws IOException {
        Ran zero = verify("--max-problems", "0");
        assertThat(zero.code()).isEqualTo(2);
        assertThat(zero.message()).startsWith("upvox: Cannot ").contains("at least 1");
        Files.delete(out.resolve("_manifest.jsonl"));
        Ran none = verify();
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.message()).startsWith("upvox: Cannot verify output ").contains("it has no _manifest.jsonl; ");
        assertThat(none.out()).isEmpty();
        out = dir.resolve("nowhere");
        Ran nowhere = verify();
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.message()).contains("nowhere: it does not exist; ");
        assertThat(run("verify").code()).isEqualTo(2);
    }

    @Test
    void aBrokenManifest() throws IOException {
        Files.writeString(out.resolve("_manifest.jsonl"), "{\"upvox.ver");
        Ran ran = verify();
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.message()).startsWith("upvox: Cannot read the manifest ").contains("write the output again");
    }

    @Test
    void storageThatFails() throws IOException {
        Files.delete(out.resolve("_manifest.jsonl"));
        Files.createDirectory(out.resolve("_manifest.jsonl"));
        Ran ran = verify();
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.message()).startsWith("upvox: Cannot finish: ");
        assertThat(ran.out()).isEmpty();
    }
}
