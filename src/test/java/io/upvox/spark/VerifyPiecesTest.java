package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large file is verified in pieces; what is found and how it is told is the same. */
class VerifyPiecesTest {
    private static SparkSession spark;

    @TempDir
    Path dir;

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
    void place() {
        out = dir.resolve("out");
    }

    /** Seven samples in groups of two, in one file. */
    private Path upsample(UpsampleOptions.Write write) throws IOException {
        Path in = SmallJobs.input(dir.resolve("in"), 1);
        Path weights = SmallJobs.weights(dir.resolve("w.npy"), 1);
        new UpsampleJob(spark, SmallJobs.job(List.of(in), weights, out, write, BadSamples.FAIL, 1), l -> {}).run();
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private VerifyReport verify(long pieceBytes) throws IOException {
        return new VerifyJob(spark, out.toString(), 100, l -> {}, pieceBytes).run();
    }

    private List<ExpectedFile> pieces(long pieceBytes) throws IOException {
        VerifyPlan plan = VerifyPlan.of(out.toString(), 100, new Configuration());
        return new FilePieces(plan.tensorColumn(), new Configuration(), pieceBytes).of(plan.files());
    }

    private static void assertSame(VerifyReport pieces, VerifyReport whole) {
        assertThat(pieces.first()).isEqualTo(whole.first());
        assertThat(pieces.problems()).isEqualTo(whole.problems());
        assertThat(pieces.rows()).isEqualTo(whole.rows());
        assertThat(pieces.files()).isEqualTo(whole.files()).isEqualTo(1);
        assertThat(pieces.outputBytes()).isEqualTo(whole.outputBytes());
        assertThat(pieces.fileBytes()).isEqualTo(whole.fileBytes());
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void wholeGroupsMakePieces(OutputFormat format) throws IOException {
        upsample(SmallJobs.write(format, WriteMode.ERROR));
        assertThat(pieces(1 << 30)).hasSize(1);
        List<ExpectedFile> each = pieces(1);
        assertThat(each.stream().map(ExpectedFile::firstRow)).containsExactly(0, 2, 4, 6);
        assertThat(each.stream().map(p -> p.rows().size())).containsExactly(2, 2, 2, 1);
        // a group has 16 planes
        assertThat(pieces(17 * SmallJobs.PLANE_BYTES).stream().map(p -> p.rows().size()))
                .containsExactly(4, 3);
        VerifyReport report = verify(1);
        assertThat(report.first()).isEmpty();
        assertThat(report.rows()).isEqualTo(SmallJobs.SAMPLES);
        assertSame(report, verify(1 << 30));
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void slabs(OutputFormat format) throws IOException {
        upsample(SmallJobs.slabs(SmallJobs.write(format, WriteMode.ERROR)));
        assertThat(pieces(1)).hasSize(3 * SmallJobs.SAMPLES);
        VerifyReport report = verify(1);
        assertThat(report.first()).isEmpty();
        assertSame(report, verify(1 << 30));
    }

    @Test
    void damageIsToldAlike() throws IOException {
        Path file = upsample(SmallJobs.pages(SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR), "none", false));
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 1; i < 4; i++) {
            bytes[bytes.length * i / 5] ^= 1;
        }
        Files.write(file, bytes);
        VerifyReport whole = verify(1 << 30);
        assertThat(whole.problems()).isEqualTo(3);
        assertSame(verify(1), whole);
    }

    /** What is wrong with the file as a whole is told once. */
    @Test
    void aFileWithoutThatManyRows() throws IOException {
        Path file = upsample(SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR));
        Path manifest = out.resolve(Manifest.NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        lines.remove(lines.size() - 1);
        Files.write(manifest, lines);
        VerifyReport report = verify(1);
        assertThat(report.first())
                .hasSize(1)
                .allMatch(
                        m -> m.startsWith("Cannot verify file:" + file + ": it has 7 rows, the manifest lists 6 rows"));
        assertSame(report, verify(1 << 30));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        assertThat(verify(1).first()).hasSize(1).allMatch(m -> m.contains("truncated"));
    }
}
