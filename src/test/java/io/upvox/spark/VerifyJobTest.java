package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upvox.format.ReadBack;
import io.upvox.format.RowChecksum;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs of real jobs are as their manifests say, however they were written; what is no output of a job is told. */
class VerifyJobTest {
    private static SparkSession spark;

    @TempDir
    Path dir;

    private Path in;
    private Path weights;
    private Path out;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,4]");
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    @BeforeEach
    void write() throws IOException {
        in = SmallJobs.input(dir.resolve("in"), 1);
        weights = SmallJobs.weights(dir.resolve("w.npy"), 1);
        out = dir.resolve("out");
    }

    private void upsample(List<Path> inputs, UpsampleOptions.Write write, int tasks) throws IOException {
        new UpsampleJob(spark, SmallJobs.job(inputs, weights, out, write, BadSamples.FAIL, tasks), l -> {}).run();
    }

    private VerifyReport verify() throws IOException {
        return new VerifyJob(spark, out.toString(), 100, l -> {}).run();
    }

    private void assertSound(int samples, int rows, int files) throws IOException {
        VerifyReport report = verify();
        assertThat(report.first()).isEmpty();
        assertThat(report.problems()).isZero();
        assertThat(report.samples()).isEqualTo(samples);
        assertThat(report.rows()).isEqualTo(rows);
        assertThat(report.files()).isEqualTo(files);
        assertThat(report.outputBytes()).isEqualTo(samples * 8L * SmallJobs.PLANE_BYTES);
        assertThat(report.fileBytes()).isGreaterThan(report.outputBytes() / 2);
        assertManifestHasEveryChecksum(rows);
    }

    /** Sums up the values as they are read, without anything that verification uses. */
    private void assertManifestHasEveryChecksum(int rows) throws IOException {
        Map<String, String> listed = new HashMap<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(out.resolve(Manifest.NAME))) {
            JsonNode sample = json.readTree(line);
            for (JsonNode row : sample.path("rows")) {
                String key = row.has("crc32") ? "crc32" : "crc32c";
                listed.put(
                        sample.path("output").asText() + " " + row.path("row").asLong(),
                        key + " " + row.path(key).asText());
            }
        }
        Map<String, String> found = new HashMap<>();
        for (Path file : parts()) {
            long[] next = {0};
            ReadBack.forEachRow(file, TensorColumnOptions.NONE, (unit, row) -> {
                float[] values = new float[(int) unit.shape(row).elements()];
                unit.read(values);
                String place = file.getFileName() + " " + next[0]++;
                String key = listed.get(place).split(" ")[0];
                RowChecksum.Kind kind = key.equals("crc32") ? RowChecksum.Kind.CRC32 : RowChecksum.Kind.CRC32C;
                found.put(
                        place,
                        key
                                + String.format(
                                        " %08x", ReadBack.checksum(kind, values).value()));
            });
        }
        assertThat(listed).isEqualTo(found).hasSize(rows);
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Arguments> ways() {
        UpsampleOptions.Write parquet = SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR);
        UpsampleOptions.Write arrow = SmallJobs.write(OutputFormat.ARROW, WriteMode.ERROR);
        return Stream.of(
                Arguments.of("parquet", "crc32", parquet, SmallJobs.SAMPLES),
                Arguments.of("without page CRC", "crc32c", SmallJobs.pages(parquet, "none", false), SmallJobs.SAMPLES),
                Arguments.of("snappy", "crc32c", SmallJobs.pages(parquet, "snappy", true), SmallJobs.SAMPLES),
                Arguments.of("lz4", "crc32c", SmallJobs.pages(parquet, "lz4", true), SmallJobs.SAMPLES),
                Arguments.of("zstd", "crc32c", SmallJobs.pages(parquet, "zstd", false), SmallJobs.SAMPLES),
                Arguments.of("fixed", "crc32", SmallJobs.fixed(parquet), SmallJobs.SAMPLES),
                Arguments.of("slabs", "crc32", SmallJobs.slabs(parquet), 3 * SmallJobs.SAMPLES),
                Arguments.of(
                        "zstd slabs",
                        "crc32c",
                        SmallJobs.pages(SmallJobs.slabs(parquet), "zstd", true),
                        3 * SmallJobs.SAMPLES),
                Arguments.of("arrow", "crc32c", arrow, SmallJobs.SAMPLES),
                Arguments.of("arrow fixed", "crc32c", SmallJobs.fixed(arrow), SmallJobs.SAMPLES),
                Arguments.of("arrow slabs", "crc32c", SmallJobs.slabs(arrow), 3 * SmallJobs.SAMPLES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void outputIsAsItsManifestSays(String way, String checksum, UpsampleOptions.Write write, int rows)
            throws IOException {
        upsample(List.of(in), write, 3);
        assertSound(SmallJobs.SAMPLES, rows, 3);
        String other = checksum.equals("crc32") ? "crc32c" : "crc32";
        assertThat(Files.readString(out.resolve(Manifest.NAME)))
                .contains("\"" + checksum + "\"")
                .doesNotContain("\"" + other + "\"");
    }

    /** Before the CRC of its pages gave it a CRC-32, such a file was listed with CRC-32Cs. */
    @Test
    void pagesWithCrcInAnOlderManifest() throws IOException {
        upsample(List.of(in), SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR), 2);
        Map<String, String> older = new HashMap<>();
        ReadBack.forEachRow(out, TensorColumnOptions.NONE, (unit, row) -> {
            float[] values = new float[(int) unit.shape(row).elements()];
            unit.read(values);
            older.put(
                    ReadBack.checksum(RowChecksum.Kind.CRC32, values).hex(),
                    ReadBack.checksum(RowChecksum.Kind.CRC32C, values).hex());
        });
        String manifest = Files.readString(out.resolve(Manifest.NAME));
        for (Map.Entry<String, String> e : older.entrySet()) {
            manifest = manifest.replace("\"crc32\":\"" + e.getKey() + "\"", "\"crc32c\":\"" + e.getValue() + "\"");
        }
        assertThat(manifest).contains("\"crc32c\"").doesNotContain("\"crc32\"");
        Files.writeString(out.resolve(Manifest.NAME), manifest);
        assertSound(SmallJobs.SAMPLES, SmallJobs.SAMPLES, 2);
    }

    @Test
    void additionsAreVerifiedToo() throws IOException {
        UpsampleOptions.Write resume = SmallJobs.write(OutputFormat.PARQUET, WriteMode.RESUME);
        upsample(List.of(in), resume, 3);
        Path more = SmallJobs.input(dir.resolve("more"), 99);
        // Another layout and compression may be added; slabs bring columns that the first files lack.
        upsample(List.of(in, more), SmallJobs.slabs(SmallJobs.pages(resume, "zstd", true)), 2);
        assertSound(2 * SmallJobs.SAMPLES, SmallJobs.SAMPLES + 3 * SmallJobs.SAMPLES, 5);
    }

    @Test
    void rowsOfManyPages() throws IOException {
        new UpsampleJob(
                        spark,
                        Jobs.trilinear(Jobs.OCEAN_PARQUET, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)),
                        l -> {})
                .run();
        VerifyReport report = verify();
        assertThat(report.first()).isEmpty();
        assertThat(report.rows()).isEqualTo(12);
        assertThat(report.outputBytes()).isEqualTo(12 * 32 * 72_000L);
        Path file = parts().get(1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        VerifyReport damaged = verify();
        assertThat(damaged.problems()).isPositive();
        assertThat(damaged.first().get(0))
                .startsWith("Cannot verify row ")
                .contains(file.getFileName().toString(), ": a page of column ", " has the CRC ", "; ");
    }

    /** A list beside a column that Spark has no type for: nothing in the file says its shape. */
    @Test
    void fixedLayoutWithoutATypeInTheFooter() throws IOException, SQLException {
        Path file = dir.resolve("uuid.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select 'a' id, uuid() uid, {'data': list_transform(range(240),"
                    + " i -> i::float), 'shape': [2,4,5,6]} t) to '" + file + "' (format parquet)");
        }
        upsample(List.of(file), SmallJobs.fixed(SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR)), 1);
        VerifyReport report = verify();
        assertThat(report.first()).isEmpty();
        assertThat(report.rows()).isEqualTo(1);
        assertThat(report.outputBytes()).isEqualTo(8L * SmallJobs.PLANE_BYTES);
    }

    /** Slabs that are upsampled again pass the columns on; they are no places in the new samples then. */
    @Test
    void slabsAsInput() throws IOException {
        Path slabs = dir.resolve("slabs");
        Path again = dir.resolve("w3.npy");
        byte[] bytes = Files.readAllBytes(weights);
        String header = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("(2, 3, 2, 2, 2)", "(3, 2, 2, 2, 2)");
        Files.write(again, header.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        UpsampleOptions.Write write = SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR);
        new UpsampleJob(
                        spark,
                        SmallJobs.job(List.of(in), weights, slabs, SmallJobs.slabs(write), BadSamples.FAIL, 1),
                        l -> {})
                .run();
        new UpsampleJob(spark, SmallJobs.job(List.of(slabs), again, out, write, BadSamples.FAIL, 2), l -> {}).run();
        VerifyReport report = verify();
        assertThat(report.first()).isEmpty();
        assertThat(report.rows()).isEqualTo(3 * SmallJobs.SAMPLES);
    }

    @Test
    void filesOfSkippedSamplesAloneAreNoProblem() throws IOException {
        Path bad = dir.resolve("bad");
        new SyntheticDataset(TensorShape.of(1, 4, 5, 6), 7, 5, 1, 7, OutputFormat.PARQUET)
                .write(bad.toString(), new Configuration());
        UpsampleOptions.Write write = SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR);
        JobReport job = new UpsampleJob(
                        spark, SmallJobs.job(List.of(in, bad), weights, out, write, BadSamples.SKIP, 5), l -> {})
                .run();
        assertThat(job.skipped()).hasSize(7);
        Manifest manifest = Manifest.read(org.apache.hadoop.fs.FileSystem.getLocal(new Configuration()), hadoop(out));
        assertThat(parts()).hasSizeGreaterThan(manifest.outputs().size());
        VerifyReport report = verify();
        assertThat(report.first()).isEmpty();
        assertThat(report.samples()).isEqualTo(SmallJobs.SAMPLES);
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }

    @Test
    void whatIsNoOutputIsBadUsage() throws IOException {
        assertThatThrownBy(this::verify)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot verify output file:" + out + ": it does not exist; ");
        Files.createDirectories(out);
        assertThatThrownBy(this::verify)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(": it has no _manifest.jsonl; give the output directory of an upsample job");
        Files.delete(out);
        Files.writeString(out, "a file");
        assertThatThrownBy(this::verify).isInstanceOf(UsageException.class).hasMessageContaining(": it is a file; ");
    }

    private void assertBadManifest(List<String> lines, String... parts) throws IOException {
        Files.write(out.resolve(Manifest.NAME), lines);
        assertThatThrownBy(this::verify)
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("Cannot read the manifest file:" + out + "/_manifest.jsonl: ")
                .hasMessageContainingAll(parts)
                .hasMessageContaining("; ");
    }

    @Test
    void brokenManifests() throws IOException {
        upsample(List.of(in), SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR), 3);
        List<String> lines = List.copyOf(Files.readAllLines(out.resolve(Manifest.NAME)));
        assertThat(lines).hasSize(2 + SmallJobs.SAMPLES);
        assertThat(lines.get(0)).contains("\"manifest\":\"1\"");
        assertBadManifest(List.of(), "does not say which upvox.version");
        assertBadManifest(lines.subList(1, lines.size()), "does not say which upvox.version");
        assertBadManifest(
                changed(lines, 0, "\"manifest\":\"1\"", "\"manifest\":\"2\""), "it has layout 2", "reads layout 1");
        assertBadManifest(changed(lines, 8, "(?s)\"output.*", "\"out"), "_manifest.jsonl: ");
        assertBadManifest(
                changed(lines, 4, "\"crc32\":\"........\"", "\"sum\":0"),
                "describes no sample",
                "a row has neither crc32 nor crc32c");
        assertBadManifest(
                changed(lines, 4, "\"crc32\":", "\"crc32c\":\"01234567\",\"crc32\":"),
                "describes no sample",
                "a row has both crc32 and crc32c");
        assertBadManifest(changed(lines, 4, "\"crc32\":\".", "\"crc32\":\"x"), "describes no sample");
        assertBadManifest(changed(lines, 4, "\"crc32\":\"", "\"crc32\":\"f"), "describes no sample");
        assertBadManifest(changed(lines, 4, "\"crc32\":\"........\"", "\"crc32\":7"), "its crc32 is 7");
        assertBadManifest(changed(lines, 4, "\"outputShape\":\\[3", "\"outputShape\":[0"), "shape (0,8,10,12)");
        assertBadManifest(changed(lines, 4, "\"firstPlane\":0", "\"firstPlane\":3"), "do not begin at its plane 0");
        assertBadManifest(changed(lines, 4, "\"output\":\"", "\"output\":\"../"), "is no name of an output file");
        List<String> twice = new ArrayList<>(lines);
        twice.add(lines.get(4));
        assertBadManifest(twice, "lists row ", " twice");
        List<String> without = new ArrayList<>(lines);
        without.remove(2); // row 0 of a file of several rows
        assertBadManifest(without, "it lists row ", ", but only ");
        Files.write(out.resolve(Manifest.NAME), lines);
        assertSound(SmallJobs.SAMPLES, SmallJobs.SAMPLES, 3);
        // What Upvox wrote before the layout had a number is of the first.
        Files.write(out.resolve(Manifest.NAME), changed(lines, 0, ",\"manifest\":\"1\"", ""));
        assertSound(SmallJobs.SAMPLES, SmallJobs.SAMPLES, 3);
    }

    private static List<String> changed(List<String> lines, int line, String from, String to) {
        List<String> result = new ArrayList<>(lines);
        result.set(line, lines.get(line).replaceFirst(from, to));
        assertThat(result).isNotEqualTo(lines);
        return result;
    }
}
