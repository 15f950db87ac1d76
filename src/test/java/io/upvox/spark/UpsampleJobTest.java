package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import io.upvox.weights.ByteSource;
import io.upvox.weights.WeightsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job on real volumes, on local[2]. */
class UpsampleJobTest {
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

    private static JobReport run(UpsampleOptions options) throws IOException {
        return new UpsampleJob(spark, options, line -> {}).run();
    }

    private static ConvTranspose3d trilinear() throws IOException {
        try (ByteSource file = ByteSource.of(Jobs.TRILINEAR)) {
            ConvTranspose3dWeights weights = WeightsReader.read(file, null, 1);
            return ConvTranspose3d.of(Jobs.twice().params(weights), weights, KernelOptions.force("f32-reference"));
        }
    }

    private static void assertUpsampled(Map<String, Samples> inputs, Map<String, Samples> outputs) throws IOException {
        ConvTranspose3d layer = trilinear();
        assertThat(outputs.keySet()).isEqualTo(inputs.keySet());
        for (Map.Entry<String, Samples> e : inputs.entrySet()) {
            TensorShape shape = e.getValue().shape();
            float[] expected = layer.forward(e.getValue().values(), shape, 2);
            Samples output = outputs.get(e.getKey());
            assertThat(output.shape()).isEqualTo(layer.params().outputShape(shape));
            for (int i = 0; i < expected.length; i++) {
                if (Float.isNaN(expected[i])) {
                    assertThat(output.values()[i]).isNaN();
                } else if (Math.abs(output.values()[i] - expected[i]) > 1e-5 * Math.max(1, Math.abs(expected[i]))) {
                    assertThat(output.values()[i]).as(e.getKey() + " at " + i).isEqualTo(expected[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void upsamplesRealVolumes(OutputFormat format) throws IOException {
        Path out = dir.resolve("out");
        JobReport report = run(Jobs.trilinear(Jobs.PATCHES, out, Jobs.write(format, WriteMode.ERROR)));
        assertThat(report.samples()).isEqualTo(8);
        assertUpsampled(
                Samples.read(Jobs.PATCHES, TensorColumnOptions.NONE), Samples.read(out, TensorColumnOptions.NONE));
        assertThat(out.resolve("_SUCCESS")).exists();
        assertThat(Files.readString(out.resolve(Manifest.NAME)))
                .contains(format == OutputFormat.PARQUET ? "\"crc32\"" : "\"crc32c\"")
                .contains("weights.sha256");
        assertThat(hiddenLeftovers()).isEmpty();
    }

    @Test
    void readsAndWritesEveryPairOfFormats() throws IOException {
        TensorColumnOptions byMonth = new TensorColumnOptions(null, null, null, null, "month");
        Map<String, Samples> expected = Samples.read(Jobs.OCEAN_PARQUET, byMonth);
        assertThat(expected).hasSize(12);
        for (Path input : List.of(Jobs.OCEAN_PARQUET, Jobs.OCEAN_ARROW)) {
            for (OutputFormat format : OutputFormat.values()) {
                Path out = dir.resolve(input.getFileName() + "-" + format);
                run(Jobs.trilinear(input, out, Jobs.write(format, WriteMode.ERROR)));
                assertUpsampled(expected, Samples.read(out, byMonth));
            }
        }
    }

    @Test
    void sparkReadsTheOutput() throws IOException {
        Path out = dir.resolve("out");
        run(Jobs.trilinear(Jobs.PATCHES, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        Dataset<Row> read = spark.read().parquet(out.toString());
        assertThat(read.schema().simpleString())
                .isEqualTo("struct<id:string,volume:struct<data:array<float>,shape:array<int>>>");
        assertThat(read.schema().apply("volume").metadata().getStringArray("dim_names"))
                .containsExactly("C", "D", "H", "W");
        Map<String, Samples> expected = Samples.read(out, TensorColumnOptions.NONE);
        List<Row> rows = read.selectExpr(
                        "id", "volume.shape", "size(volume.data)", "volume.data[1000]", "volume.data[1310719]")
                .collectAsList();
        assertThat(rows).hasSize(8);
        for (Row row : rows) {
            Samples sample = expected.get(row.getString(0));
            assertThat(row.getList(1)).isEqualTo(List.of(1, 80, 128, 128));
            assertThat(row.getInt(2)).isEqualTo(sample.values().length);
            assertThat(row.getFloat(3)).isEqualTo(sample.values()[1000]);
            assertThat(row.getFloat(4)).isEqualTo(sample.values()[1310719]);
        }
    }

    @Test
    void duckDbReadsTheOutput() throws Exception {
        Path out = dir.resolve("out");
        run(Jobs.trilinear(Jobs.PATCHES, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        Map<String, Samples> expected = Samples.read(out, TensorColumnOptions.NONE);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id, volume.shape::varchar, len(volume.data), volume.data[1001], list_sum(volume.data) from '"
                                + out + "/*.parquet' order by id")) {
            int n = 0;
            while (rows.next()) {
                Samples sample = expected.get(rows.getString(1));
                assertThat(rows.getString(2)).isEqualTo("[1, 80, 128, 128]");
                assertThat(rows.getLong(3)).isEqualTo(sample.values().length);
                assertThat(rows.getFloat(4)).isEqualTo(sample.values()[1000]);
                double sum = 0;
                for (float v : sample.values()) {
                    sum += v;
                }
                assertThat(rows.getDouble(5)).isCloseTo(sum, org.assertj.core.data.Percentage.withPercentage(1e-3));
                n++;
            }
            assertThat(n).isEqualTo(8);
        }
    }

    @Test
    void refusesAnExistingOutputAndLeavesItUntouched() throws IOException {
        Path out = dir.resolve("out");
        run(Jobs.trilinear(Jobs.PATCHES, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        List<String> before = tree(out);
        assertThatThrownBy(
                        () -> run(Jobs.trilinear(Jobs.PATCHES, out, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it exists; give another directory, or --write-mode overwrite or resume");
        assertThat(tree(out)).isEqualTo(before);
        run(Jobs.trilinear(Jobs.OCEAN_PARQUET, out, Jobs.write(OutputFormat.PARQUET, WriteMode.OVERWRITE)));
        assertThat(tree(out)).isNotEqualTo(before);
        assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(12);
        assertThat(hiddenLeftovers()).isEmpty();
    }

    @Test
    void neverOverwritesWhatIsNoResult() throws IOException {
        Path precious = Files.createDirectories(dir.resolve("precious"));
        Files.writeString(precious.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> run(
                        Jobs.trilinear(Jobs.PATCHES, precious, Jobs.write(OutputFormat.PARQUET, WriteMode.OVERWRITE))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is no result of a job");
        assertThat(precious.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void resumeAddsWhatIsNew() throws IOException {
        Path in = Files.createDirectories(dir.resolve("in"));
        Path out = dir.resolve("out");
        Files.copy(Jobs.OCEAN_PARQUET, in.resolve("a.parquet"));
        UpsampleOptions nightly = Jobs.trilinear(in, out, Jobs.write(OutputFormat.PARQUET, WriteMode.RESUME));
        assertThat(run(nightly).samples()).isEqualTo(12);
        List<String> first = tree(out);
        assertThat(run(nightly).samples()).isZero();
        assertThat(tree(out)).isEqualTo(first);
        Files.copy(Jobs.OCEAN_PARQUET, in.resolve("b.parquet"));
        assertThat(run(nightly).samples()).isEqualTo(12);
        assertThat(spark.read().parquet(out.toString()).count()).isEqualTo(24);
        assertThat(Files.readString(out.resolve(Manifest.NAME)).lines().filter(l -> l.contains("\"file\"")))
                .hasSize(2);
        assertThat(out.resolve("_SUCCESS")).exists();
    }

    @Test
    void resumeRefusesWhatWasMadeInAnotherWay() throws IOException {
        Path in = Files.createDirectories(dir.resolve("in"));
        Path out = dir.resolve("out");
        Files.copy(Jobs.OCEAN_PARQUET, in.resolve("a.parquet"));
        run(Jobs.trilinear(in, out, Jobs.write(OutputFormat.PARQUET, WriteMode.RESUME)));
        List<String> before = tree(out);
        Files.copy(Jobs.OCEAN_PARQUET, in.resolve("b.parquet"));
        assertThatThrownBy(() -> run(Jobs.trilinear(in, out, Jobs.write(OutputFormat.ARROW, WriteMode.RESUME))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it was made with format parquet, this job has arrow; give the same by --format");
        UpsampleOptions other = Jobs.trilinear(in, out, Jobs.write(OutputFormat.PARQUET, WriteMode.RESUME));
        assertThatThrownBy(() -> run(Jobs.with(other, KernelOptions.force("f32-reference"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "it was made with upvox.kernel f32-subconv, this job has f32-reference; give the same by"
                                + " --kernel and --fast-algorithms");
        assertThat(tree(out)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void largeOutputsBecomeSlabs(OutputFormat format) throws IOException {
        Path whole = dir.resolve("whole");
        Path slabs = dir.resolve("slabs");
        run(Jobs.trilinear(Jobs.OCEAN_PARQUET, whole, Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        // (1,32,100,180): a plane has 72000 bytes; 7 planes a slab make 5 slabs, the last of 4
        run(Jobs.trilinear(Jobs.OCEAN_PARQUET, slabs, Jobs.slabs(format, 510_000)));
        Map<String, Samples> expected = Samples.read(whole, new TensorColumnOptions(null, null, null, null, "month"));
        Map<String, Samples> rows = Samples.read(slabs, TensorColumnOptions.NONE);
        assertThat(rows).hasSize(12 * 5);
        List<Samples> parts = new ArrayList<>(rows.values());
        int sample = 0;
        for (Samples e : expected.values()) {
            int at = 0;
            for (int s = 0; s < 5; s++) {
                Samples slab = parts.get(5 * sample + s);
                assertThat(slab.shape()).isEqualTo(TensorShape.of(1, s < 4 ? 7 : 4, 100, 180));
                for (float v : slab.values()) {
                    assertThat(Float.floatToIntBits(v)).isEqualTo(Float.floatToIntBits(e.values()[at++]));
                }
            }
            assertThat(at).isEqualTo(e.values().length);
            sample++;
        }
    }

    @Test
    void packsWeightsOncePerJvm() throws IOException {
        int before = LayerCache.packs();
        run(Jobs.trilinear(Jobs.PATCHES, dir.resolve("a"), Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        run(Jobs.trilinear(Jobs.PATCHES, dir.resolve("b"), Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR)));
        assertThat(LayerCache.packs() - before).isLessThanOrEqualTo(1);
    }

    private List<String> hiddenLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith("."))
                    .toList();
        }
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> lines = new ArrayList<>();
            for (Path f : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(f + " " + Files.size(f) + " " + Files.getLastModifiedTime(f));
            }
            return lines;
        }
    }
}
