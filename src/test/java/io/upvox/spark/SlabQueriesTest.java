package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's queries give the planes of samples that were written as slabs. */
class SlabQueriesTest {
    private static final int SAMPLES = 3;

    @TempDir
    Path dir;

    /** The README's query in a block after these words, on other files. */
    private String query(String before) throws IOException {
        Matcher m = Pattern.compile(
                        "-- " + Pattern.quote(before) + "\n(.*?)(?=\n\n)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(m.find()).isTrue();
        return m.group(1).replace("upsampled", dir.resolve("slabs").toString());
    }

    @Test
    void theQueriesOfTheReadme() throws Exception {
        Path in = dir.resolve("in");
        new SyntheticDataset(TensorShape.of(3, 5, 3, 4), SAMPLES, 3, 1, 1, OutputFormat.PARQUET)
                .write(in.toString(), new Configuration());
        Path whole = dir.resolve("whole");
        Map<String, Samples> expected;
        try (SparkSession spark = SparkFixture.session("local[2]")) {
            UpsampleOptions.Write write = Jobs.write(OutputFormat.PARQUET, WriteMode.ERROR);
            new UpsampleJob(spark, Jobs.seedExample(in, whole, write), line -> {}).run();
            // (64,9,5,7): a plane of all channels has 8960 bytes; 2 planes a slab, the last has 1
            new UpsampleJob(
                            spark,
                            Jobs.seedExample(in, dir.resolve("slabs"), Jobs.slabs(OutputFormat.PARQUET, 20_000)),
                            line -> {})
                    .run();
            expected = Samples.read(whole, TensorColumnOptions.NONE);
            assertThat(expected).hasSize(SAMPLES);
            assertThat(spark.read().parquet(dir.resolve("slabs").toString()).count())
                    .isEqualTo(5 * SAMPLES);
            Planes planes = new Planes(expected);
            for (Row row : spark.sql(query("Spark SQL")).collectAsList()) {
                planes.add(
                        row.getString(0),
                        ((Number) row.get(1)).intValue(),
                        ((Number) row.get(2)).intValue(),
                        row.getList(3).toArray());
            }
            planes.assertAll();
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(query("DuckDB"))) {
            Planes planes = new Planes(expected);
            while (rows.next()) {
                planes.add(rows.getString(1), rows.getInt(2), rows.getInt(3), (Object[])
                        rows.getArray(4).getArray());
            }
            planes.assertAll();
        }
    }

    /** Planes that a query gave, against whole samples. */
    private record Planes(Map<String, Samples> expected, Set<List<Object>> found) {
        Planes(Map<String, Samples> expected) {
            this(expected, new HashSet<>());
        }

        void add(String id, int c, int d, Object[] plane) {
            Samples sample = expected.get(id);
            TensorShape shape = sample.shape();
            int size = shape.h() * shape.w();
            int from = (c * shape.d() + d) * size;
            assertThat(floats(plane)).containsExactly(Arrays.copyOfRange(sample.values(), from, from + size));
            assertThat(found.add(List.of(id, c, d))).as("once").isTrue();
        }

        void assertAll() {
            assertThat(found).hasSize(SAMPLES * 64 * 9);
        }
    }

    private static float[] floats(Object[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) values[i];
        }
        return floats;
    }
}
