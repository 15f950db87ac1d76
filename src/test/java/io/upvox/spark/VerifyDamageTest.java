package io.upvox.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to an output behind its manifest's back is found, and told by sample, file and row. */
class VerifyDamageTest {
    private static final UpsampleOptions.Write PARQUET = SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR);

    private static SparkSession spark;

    @TempDir
    Path dir;

    private Path in;
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
    void place() throws IOException {
        in = SmallJobs.input(dir.resolve("in"), 0x1122334455667700L);
        out = dir.resolve("out");
    }

    private void upsample(Path to, long weights, UpsampleOptions.Write write) throws IOException {
        Path file = SmallJobs.weights(dir.resolve("w" + weights + ".npy"), weights);
        new UpsampleJob(spark, SmallJobs.job(List.of(in), file, to, write, BadSamples.FAIL, 2), l -> {}).run();
    }

    private VerifyReport verify(int limit) throws IOException {
        return new VerifyJob(spark, out.toString(), limit, l -> {}).run();
    }

    private void assertProblem(String... parts) throws IOException {
        VerifyReport report = verify(100);
        assertThat(report.first()).hasSize(1);
        assertThat(report.problems()).isEqualTo(1);
        assertThat(report.first().get(0))
                .startsWith("Cannot ")
                .contains(parts)
                .contains(": ")
                .contains("; ");
    }

    private static List<Path> parts(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    /** Flips a bit of the only place where a file holds these bytes. */
    private static void flip(Path file, byte[] pattern, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int found = -1;
        for (int i = 0; i + pattern.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
                assertThat(found).as("a second place").isNegative();
                found = i;
            }
        }
        assertThat(found).isNotNegative();
        bytes[found + offset] ^= 2;
        Files.write(file, bytes);
    }

    /** Flips a bit amid the values of the second row of the second group of the first file. */
    private Path flipValue() throws IOException {
        Path file = parts(out).get(0);
        List<Samples> rows =
                List.copyOf(Samples.read(file, TensorColumnOptions.NONE).values());
        assertThat(rows.size()).isGreaterThanOrEqualTo(4);
        ByteBuffer values = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(rows.get(3).values(), 1500, 8);
        flip(file, values.array(), 5);
        return file;
    }

    @Test
    void aFlippedBitInAPageWithCrc() throws IOException {
        upsample(out, 1, PARQUET);
        Path file = flipValue();
        assertProblem(
                "Cannot verify sample 'sample-000003' (row 3 of file:" + file + "): ",
                "a page of column tensor.data.list.element has the CRC ",
                ", its header says ");
    }

    @Test
    void aFlippedBitInAPageWithoutCrc() throws IOException {
        upsample(out, 1, SmallJobs.pages(PARQUET, "none", false));
        Path file = flipValue();
        assertProblem(
                "Cannot verify sample 'sample-000003' (row 3 of file:" + file + "): the CRC-32C of its values is ",
                ", the manifest says ",
                "; upsample row 3 of file:" + in + "/part-00000.parquet again");
    }

    /** The same rows in pages without a CRC, so that nothing but the manifest tells. */
    @Test
    void aFlippedBitThatNoPageTells() throws IOException {
        upsample(out, 1, PARQUET);
        Path twin = dir.resolve("twin");
        upsample(twin, 1, SmallJobs.pages(PARQUET, "none", false));
        Path file = parts(out).get(0);
        Files.copy(parts(twin).get(0), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(100).problems()).isZero();
        flipValue();
        assertProblem(
                "Cannot verify sample 'sample-000003' (row 3 of file:" + file + "): the CRC-32 of its values is ",
                ", the manifest says ");
    }

    @Test
    void aFlippedBitInAnArrowFile() throws IOException {
        upsample(out, 1, SmallJobs.write(OutputFormat.ARROW, WriteMode.ERROR));
        Path file = flipValue();
        assertProblem(
                "Cannot verify sample 'sample-000003' (row 3 of file:" + file + "): the CRC-32C of its values is ",
                ", the manifest says ");
    }

    @Test
    void aFlippedBitInAColumnThatPassedThrough() throws IOException {
        upsample(out, 1, PARQUET);
        Path file = parts(out).get(0);
        byte[] seeds = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0x1122334455667702L)
                .putLong(0x1122334455667703L)
                .array();
        flip(file, seeds, 1);
        assertProblem(
                "Cannot verify the group of rows that begins at row 2 of file:" + file
                        + " (2 rows, sample 'sample-000002' to 'sample-000003'): ",
                "a page of column seed has the CRC ");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void aTruncatedFile(OutputFormat format) throws IOException {
        upsample(out, 1, SmallJobs.write(format, WriteMode.ERROR));
        Path file = parts(out).get(1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        assertProblem("Cannot verify file:" + file + " (", " rows, sample '", "truncated");
    }

    @Test
    void aMissingFile() throws IOException {
        upsample(out, 1, PARQUET);
        Path file = parts(out).get(0);
        Files.delete(file);
        assertProblem(
                "Cannot verify file:" + file + ": it does not exist, the manifest lists 4 rows, sample 'sample-000000'"
                        + " to 'sample-000003' in it; ");
    }

    @Test
    void filesThatAreNotListed() throws IOException {
        upsample(out, 1, PARQUET);
        Path twin = Files.copy(parts(out).get(0), out.resolve("part-twin.parquet"));
        assertProblem("Cannot verify file:" + twin + ": the manifest does not list it and it holds 4 rows; remove it");
        Files.delete(twin);
        Path text = Files.writeString(out.resolve("notes.txt"), "hello");
        assertProblem(
                "Cannot verify file:" + text + ": the manifest does not list it and it holds 5 bytes that are no");
        Files.delete(text);
        Path below = Files.createDirectory(out.resolve("more"));
        assertProblem("Cannot verify file:" + below + ": the manifest does not list it and it is a directory; ");
        Files.delete(below);
        Files.writeString(out.resolve("_notes"), "no data");
        Files.writeString(out.resolve(".hidden"), "no data");
        assertThat(verify(100).problems()).isZero();
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void aSwappedPairOfFiles(OutputFormat format) throws IOException {
        String checksum = format == OutputFormat.PARQUET ? "CRC-32" : "CRC-32C";
        upsample(out, 1, SmallJobs.write(format, WriteMode.ERROR));
        List<Path> files = parts(out);
        Path aside = Files.move(files.get(0), dir.resolve("aside"));
        Files.move(files.get(1), files.get(0));
        Files.move(aside, files.get(1));
        VerifyReport report = verify(100);
        // 4 rows and 3: each holds three rows of the other, and the numbers of rows differ
        assertThat(report.problems()).isEqualTo(3 + 3 + 2);
        assertThat(report.first().stream().filter(m -> m.contains("the " + checksum + " of its values is ")))
                .hasSize(6)
                .allMatch(m -> m.startsWith("Cannot verify sample 'sample-00000"));
        assertThat(report.first())
                .anyMatch(m -> m.startsWith("Cannot verify file:" + files.get(0)
                        + ": it has 3 rows, the manifest lists 4 rows, sample 'sample-000000' to 'sample-000003'; "))
                .anyMatch(m -> m.startsWith("Cannot verify file:" + files.get(1)
                        + ": it has 4 rows, the manifest lists 3 rows, sample 'sample-000004' to 'sample-000006'; "));
    }

    @Test
    void filesOfAnotherJob() throws IOException {
        upsample(out, 1, PARQUET);
        Path other = dir.resolve("other");
        upsample(other, 2, PARQUET);
        Path file = parts(out).get(0);
        Files.copy(parts(other).get(0), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(4);
        assertThat(report.first()).allMatch(m -> m.contains("the CRC-32 of its values is "));
        VerifyReport first = verify(3);
        assertThat(first.problems()).isEqualTo(4);
        assertThat(first.first()).isEqualTo(report.first().subList(0, 3));
        Files.copy(Jobs.PATCHES, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertProblem("Cannot verify file:" + file + " (4 rows, ", "there is no column 'tensor'");
    }

    @Test
    void shapesThatDiffer() throws IOException {
        upsample(out, 1, PARQUET);
        rewriteManifest("\"outputShape\":\\[3,8,10,12\\]", "\"outputShape\":[3,8,12,10]");
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(SmallJobs.SAMPLES);
        assertThat(report.first())
                .allMatch(m -> m.contains(": its shape is (3,8,10,12), the manifest says (3,8,12,10); "));
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void slabsOfOtherSamples(OutputFormat format) throws IOException {
        upsample(out, 1, SmallJobs.slabs(SmallJobs.write(format, WriteMode.ERROR)));
        // One plane less in the last slab of all, as if the sample had been larger.
        rewriteManifest("\"outputShape\":\\[3,8,10,12\\]", "\"outputShape\":[3,9,10,12]");
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(3 * SmallJobs.SAMPLES);
        assertThat(report.first().stream()
                        .filter(m -> m.contains(": it is the slab from plane 3 of a sample of (3,8,10,12), the manifest"
                                + " says the slab from plane 3 of a sample of (3,9,10,12); ")))
                .hasSize(SmallJobs.SAMPLES);
        assertThat(report.first().stream()
                        .filter(m -> m.contains(": its shape is (3,2,10,12), the manifest says (3,3,10,12); ")))
                .hasSize(SmallJobs.SAMPLES);
    }

    private void replace(Path file, UnaryOperator<Dataset<Row>> change) throws IOException {
        Path changed = dir.resolve("changed");
        change.apply(spark.read().parquet(file.toString()).coalesce(1)).write().parquet(changed.toString());
        Files.copy(parts(changed).get(0), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void anIdThatDiffers() throws IOException {
        upsample(out, 1, SmallJobs.write(OutputFormat.ARROW, WriteMode.ERROR));
        Path file = parts(out).get(0);
        flip(file, "sample-000003".getBytes(StandardCharsets.US_ASCII), 12);
        assertProblem("Cannot verify sample 'sample-000003' (row 3 of file:" + file
                + "): its id is 'sample-000001', the manifest says 'sample-000003'; upsample row 3 of file:" + in
                + "/part-00000.parquet again");
    }

    @Test
    void anIdThatIsNull() throws IOException {
        upsample(out, 1, PARQUET);
        replace(parts(out).get(0), rows -> rows.withColumn("id", expr("nullif(id, 'sample-000001')")));
        assertProblem("): its id is null, the manifest says 'sample-000001'; ");
    }

    @Test
    void rowsInAnotherOrder() throws IOException {
        upsample(out, 1, PARQUET);
        Path file = parts(out).get(0);
        replace(file, rows -> rows.sortWithinPartitions(col("id").desc()));
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(4);
        for (int row = 0; row < 4; row++) {
            assertThat(report.first().get(row))
                    .startsWith("Cannot verify sample 'sample-00000" + row + "' (row " + row + " of file:" + file
                            + "): its id is 'sample-00000" + (3 - row) + "' and the CRC-32 of its values is ")
                    .contains(", the manifest says 'sample-00000" + row + "' and ");
        }
    }

    @Test
    void idsOfSlabs() throws IOException {
        upsample(out, 1, SmallJobs.slabs(PARQUET));
        rewriteManifest("\"id\":\"sample-000005\"", "\"id\":\"other\"");
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(3);
        assertThat(report.first())
                .allMatch(m -> m.startsWith("Cannot verify sample 'other' (row ")
                        && m.contains("): its id is 'sample-000005', the manifest says 'other'; "));
    }

    @Test
    void noColumnOfIds() throws IOException {
        upsample(out, 1, PARQUET);
        Path file = parts(out).get(0);
        replace(file, rows -> rows.drop("id"));
        assertProblem("Cannot verify the ids of file:" + file
                + " (4 rows, sample 'sample-000000' to 'sample-000003'): it has no column 'id' of ");
        assertThat(verify(1).rows()).isEqualTo(SmallJobs.SAMPLES);
    }

    @Test
    void slabsWithoutTheirColumns() throws IOException {
        upsample(out, 1, SmallJobs.slabs(PARQUET));
        replace(parts(out).get(0), rows -> rows.drop("slab_offset", "sample_shape"));
        VerifyReport report = verify(100);
        assertThat(report.problems()).isEqualTo(4 * 3);
        assertThat(report.first())
                .allMatch(m -> m.contains(": the file has no columns slab_offset and sample_shape, the manifest says"));
    }

    private void rewriteManifest(String from, String to) throws IOException {
        Path manifest = out.resolve(Manifest.NAME);
        String text = Files.readString(manifest);
        String changed = text.replaceAll(from, to);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(manifest, changed);
    }

    @Test
    void anAdditionThatWasBrokenOff() throws IOException {
        upsample(out, 1, PARQUET);
        Files.delete(out.resolve("_SUCCESS"));
        assertProblem(
                "Cannot trust output file:" + out + ": it has no _SUCCESS",
                "run the job again with --write-mode resume");
        Files.copy(parts(out).get(0), out.resolve("part-new.parquet"));
        assertThat(verify(100).problems()).isEqualTo(2);
    }

    @Test
    void severalThingsAtOnce() throws IOException {
        upsample(out, 1, PARQUET);
        flipValue();
        Files.delete(parts(out).get(1));
        Files.writeString(out.resolve("stray.parquet"), "stray");
        VerifyReport report = verify(2);
        assertThat(report.problems()).isEqualTo(3);
        assertThat(report.first()).hasSize(2);
        assertThat(verify(100).first()).hasSize(3);
    }
}
