package io.upvox.cli;

import static io.upvox.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.tensor.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each kind of bad input: the right exit code, one line that names file, row, id and remedy, no stack trace, no output left
 * behind, and what was there untouched.
 */
@ExtendWith(SparkProperties.class)
class BadInputTest {
    private static final String PATCHES = "jobs/quickstart-data/mri-patches.parquet";
    private static final String TRILINEAR = "jobs/quickstart-data/trilinear-2x.safetensors";

    @TempDir
    Path dir;

    private Path out;

    @BeforeEach
    void place() {
        out = dir.resolve("out");
    }

    private Ran upsample(String input, String... more) {
        List<String> args = new ArrayList<>(
                List.of("upsample", "--input", input, "--output", out.toString(), "--weights", TRILINEAR));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private void assertRefused(Ran ran, int code, String... parts) throws IOException {
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.message()).contains(parts);
        assertThat(ran.message()).startsWith("upvox: Cannot ").contains("; ");
        assertThat(ran.err()).doesNotContain("\tat ");
        assertThat(ran.err().lines().filter(l -> l.startsWith("upvox: "))).hasSize(1);
        assertThat(out).doesNotExist();
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith(".out")))
                    .isEmpty();
        }
    }

    /** A Parquet file by another writer. */
    private Path duckDb(String select) {
        Path file = dir.resolve("in.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (" + select + ") to '" + file + "' (format parquet)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static String volume(int values, String shape) {
        return "{'data': list_transform(range(" + values + "), i -> i::float), 'shape': " + shape + "}";
    }

    @Test
    void missingInput() throws IOException {
        assertRefused(upsample(dir.resolve("none").toString()), 2, "none", "it does not exist");
    }

    @Test
    void notParquet() throws IOException {
        Path file = Files.writeString(dir.resolve("a.parquet"), "hello, world");
        assertRefused(
                upsample(file.toString()), 3, "a.parquet", "begins with neither Parquet's nor Arrow's magic bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 11, 1000, 500_000, 2_300_000})
    void truncatedParquet(int length) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(PATCHES));
        Path file = Files.write(dir.resolve("a.parquet"), java.util.Arrays.copyOf(whole, length));
        assertRefused(upsample(file.toString()), 3, "a.parquet", "truncated or no Parquet file");
    }

    @Test
    void twoCandidates() throws IOException {
        Path file = duckDb("select 'a' id, " + volume(8, "[1,2,2,2]") + " t, " + volume(8, "[1,2,2,2]") + " u");
        assertRefused(upsample(file.toString()), 3, "[t, u] could each be the tensor", "--tensor-column");
        assertThat(upsample(file.toString(), "--tensor-column", "u").code()).isZero();
    }

    @Test
    void nullTensor() throws IOException {
        Path file = duckDb("select 'a' id, " + volume(8, "[1,2,2,2]") + " t union all select 'b', null");
        assertRefused(upsample(file.toString()), 3, "sample 'b' (row 1 of", "in.parquet");
    }

    @Test
    void nullElement() throws IOException {
        Path file = duckDb("select 'a' id, {'data': [1::float,2,3,null,5,6,7,8], 'shape': [1,2,2,2]} t");
        assertRefused(upsample(file.toString()), 3, "sample 'a' (row 0 of", "value 3 of its tensor is null");
    }

    @Test
    void lengthIsNotTheShapes() throws IOException {
        Path file = duckDb("select 'a' id, " + volume(7, "[1,2,2,2]") + " t");
        assertRefused(upsample(file.toString()), 3, "sample 'a' (row 0 of", "has 7 values, its shape says 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,-2,2,2]",
                "[1,2,2]",
                "[1,2,0,2]",
                "[1,2000000000,2000000000,2000000000]",
                "[1,40000,40000,40000]",
                "[3000000000,1,1,1]",
                "[1,1,2,null]"
            })
    void badShape(String shape) throws IOException {
        Path file = duckDb(
                "select 'x7' id, " + volume(8, shape.contains("3000000000") ? shape + "::bigint[]" : shape) + " t");
        assertRefused(upsample(file.toString()), 3, "sample 'x7' (row 0 of", "shape");
    }

    @Test
    void wrongChannels() throws IOException {
        Path file = duckDb("select 'x7' id, " + volume(24, "[3,2,2,2]") + " t");
        assertRefused(upsample(file.toString()), 3, "sample 'x7' (row 0 of", "it has 3 channels", "the weights take 1");
    }

    @Test
    void badSamplesAreSkippedWhenAsked() {
        Path file = duckDb("select 'a' id, " + volume(8, "[1,2,2,2]") + " t union all select 'b', "
                + volume(7, "[1,2,2,2]") + " union all select 'c', " + volume(8, "[1,2,2,2]")
                + " union all select 'd', " + volume(8, "[1,2,-2,2]"));
        Ran ran = upsample(file.toString(), "--stride", "2", "--padding", "1", "--bad-samples", "skip");
        assertThat(ran.code()).as(ran.err()).isEqualTo(5);
        assertThat(ran.out()).contains("\"samples\":2").contains("\"skipped\":2");
        assertThat(ran.err()).contains("sample 'b'").contains("sample 'd'");
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    void weightsMissing() throws IOException {
        assertRefused(
                run("upsample", "--input", PATCHES, "--output", out.toString(), "--weights", dir + "/none"),
                2,
                "none",
                "does not exist");
    }

    private Ran weights(byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("w"), bytes);
        return run("upsample", "--input", PATCHES, "--output", out.toString(), "--weights", file.toString());
    }

    private static byte[] safetensors(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    @Test
    void weightsTruncated() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(TRILINEAR));
        assertRefused(weights(java.util.Arrays.copyOf(whole, whole.length - 5)), 3, "/w", "truncated");
        assertRefused(weights(new byte[] {1, 2, 3}), 3, "/w");
    }

    @Test
    void weightsHeaderLongerThanTheFile() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(TRILINEAR));
        bytes[3] = 1;
        assertRefused(weights(bytes), 3, "/w", "header claims");
    }

    @Test
    void weightsOfWrongRank() throws IOException {
        byte[] bytes = safetensors("{\"weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}", 16);
        assertRefused(weights(bytes), 3, "/w", "no weight of rank 5");
    }

    @Test
    void weightsOfUnknownType() throws IOException {
        byte[] bytes = safetensors("{\"weight\":{\"dtype\":\"Q9\",\"shape\":[1,1,1,1,4],\"data_offsets\":[0,16]}}", 16);
        assertRefused(weights(bytes), 3, "/w", "has the type Q9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "1.5", "\"1\"", "1e30", "null"})
    void weightsWithNoNumberInTheirShape(String number) throws IOException {
        byte[] bytes = safetensors(
                "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1," + number + "],\"data_offsets\":[0,4]}}", 4);
        assertRefused(weights(bytes), 3, "/w");
    }

    @Test
    void outputExists() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("kept"), "kept");
        Ran ran = upsample(PATCHES);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.message()).contains("it exists; give another directory");
        assertThat(out.resolve("kept")).hasContent("kept");
    }

    @Test
    void outputPaddingTooLarge() throws IOException {
        assertRefused(
                upsample(PATCHES, "--stride", "2", "--output-padding", "2"),
                2,
                "output padding 2 reaches max(stride, dilation) = 2",
                "at most 1");
    }

    @Test
    void outputBelowOne() throws IOException {
        assertRefused(
                upsample(PATCHES, "--padding", "40"),
                3,
                "sample",
                "row 0 of",
                "the output would be",
                "give less padding");
        assertRefused(upsample(PATCHES, "--output-size", "0"), 2, "output size");
        assertRefused(upsample(PATCHES, "--output-size", "7"), 3, "can give");
    }

    @Test
    void unknownOptionOrKey() throws IOException {
        Ran ran = upsample(PATCHES, "--strides", "2");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--strides").doesNotContain("\tat ");
        Path conf = Files.writeString(dir.resolve("c.conf"), "stride = 2\nstryde = 2\n");
        assertRefused(upsample(PATCHES, "--config", conf.toString()), 2, "c.conf", "the key 'stryde' is no option");
        assertRefused(upsample(PATCHES, "--config", dir + "/none"), 2, "the file does not exist");
        assertThat(run("sing").code()).isEqualTo(2);
        assertThat(run().code()).isEqualTo(2);
    }

    @Test
    void configurationHasLowerPrecedenceThanTheCommandLine() throws IOException {
        Path conf = Files.writeString(dir.resolve("c.conf"), "stride = 3\npadding = 1\n");
        List<String> args = new ArrayList<>(List.of(
                "plan",
                "--input",
                PATCHES,
                "--output",
                out.toString(),
                "--weights",
                TRILINEAR,
                "--config",
                conf.toString()));
        assertThat(run(args.toArray(String[]::new)).out()).contains("stride 3, padding 1");
        args.addAll(List.of("--stride", "2"));
        assertThat(run(args.toArray(String[]::new)).out()).contains("stride 2, padding 1");
    }

    @Test
    void kernelThatCannotBeHad() throws IOException {
        assertRefused(upsample(PATCHES, "--kernel", "f64-magic"), 2, "there is none of that name", "f32-reference");
    }

    @Test
    void applyHoldsTheDocumentedExample() throws IOException {
        byte[] header = NpyHeader.float32(2, 3, 32, 32, 32);
        Path in =
                Files.write(dir.resolve("in.npy"), java.util.Arrays.copyOf(header, header.length + 4 * 2 * 3 * 32768));
        Path to = dir.resolve("out.npy");
        Ran ran = run(
                "apply",
                "--input",
                in.toString(),
                "--output",
                to.toString(),
                "--weights",
                "src/test/resources/data/seed-example.safetensors",
                "--layer",
                "up",
                "--stride",
                "2",
                "--padding",
                "1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("(2,3,32,32,32) to (2,64,63,63,63)");
        assertThat(NpyHeader.parse(Files.readAllBytes(to)).shape()).containsExactly(2, 64, 63, 63, 63);
        assertThat(run("apply", "--input", in.toString(), "--output", to.toString(), "--weights", TRILINEAR)
                        .code())
                .isEqualTo(2);
    }
}
