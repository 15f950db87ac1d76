package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's queries put samples that were written as slabs together again. */
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
            List<Row> rows = spark.sql(query("Spark SQL")).collectAsList();
            assertThat(rows).hasSize(SAMPLES);
            for (Row row : rows) {
                Samples sample = expected.get(row.getString(0));
                assertThat(row.getList(1)).isEqualTo(List.of(64, 9, 5, 7));
                assertThat(floats(row.getList(2).toArray())).containsExactly(sample.values());
            }
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(query("DuckDB"))) {
            int n = 0;
            while (rows.next()) {
                Samples sample = expected.get(rows.getString(1));
                Array values = rows.getArray(3);
                assertThat(floats((Object[]) values.getArray())).containsExactly(sample.values());
                n++;
            }
            assertThat(n).isEqualTo(SAMPLES);
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
