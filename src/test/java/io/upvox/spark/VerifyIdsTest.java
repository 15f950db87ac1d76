package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids of any column and type are compared wherever the output still has them, and agree after every job. */
class VerifyIdsTest {
    private static final int ROWS = 3;

    private static SparkSession spark;

    @TempDir
    Path dir;

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
    void place() throws IOException {
        weights = SmallJobs.weights(dir.resolve("w.npy"), 1);
        out = dir.resolve("out");
    }

    private Path input(String columns) throws SQLException, IOException {
        Path in = Files.createTempDirectory(dir, "in").resolve("rows.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select " + columns + ", {'data': list_transform(range(240),"
                    + " x -> (x + i)::float), 'shape': [2,4,5,6]} t from range(" + ROWS + ") r(i)) to '" + in
                    + "' (format parquet)");
        }
        return in;
    }

    private void upsample(List<Path> inputs, OutputFormat format, WriteMode mode, String idColumn) throws IOException {
        UpsampleOptions options =
                SmallJobs.job(inputs, weights, out, SmallJobs.write(format, mode), BadSamples.FAIL, 2);
        new UpsampleJob(spark, idColumn.isEmpty() ? options : SmallJobs.identified(options, idColumn), l -> {}).run();
    }

    private VerifyReport verify() throws IOException {
        return new VerifyJob(spark, out.toString(), 100, l -> {}).run();
    }

    private List<String> idsInManifest() throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonNode line : manifest()) {
            if (line.has("row")) {
                ids.add(line.path("id").asText());
            }
        }
        return ids;
    }

    private List<JsonNode> manifest() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve(Manifest.NAME))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    /** With the manifest's ids changed, every row differs where ids are compared, and none where they are not. */
    private void assertCompared(boolean compared) throws IOException {
        assertThat(verify().first()).isEmpty();
        Path manifest = out.resolve(Manifest.NAME);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceAll("\"id\":(null|\"[^\"]*\")", "\"id\":\"another\""));
        VerifyReport report = verify();
        assertThat(report.rows()).isEqualTo(ROWS);
        assertThat(report.first())
                .hasSize(compared ? ROWS : 0)
                .allMatch(m -> m.startsWith("Cannot verify sample 'another' (row ")
                        && m.contains("): its id is ")
                        && m.contains(", the manifest says 'another'; "));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "'concat(''s'', i) id', PARQUET, '', 's0,s1,s2', true",
        "'concat(''s'', i) id', ARROW, '', 's0,s1,s2', true",
        "'1 id, concat(''s'', i) as name', PARQUET, name, 's0,s1,s2', true",
        "'1 id, concat(''s'', i) as name', ARROW, name, 's0,s1,s2', true",
        "'nullif(concat(''s'', i), ''s1'') id', PARQUET, '', 's0,null,s2', true",
        "'nullif(concat(''s'', i), ''s1'') id', ARROW, '', 's0,null,s2', true",
        "'(i - 1)::tinyint id', ARROW, '', '-1,0,1', true",
        "'(4294967293 + i)::uinteger id', PARQUET, '', '4294967293,4294967294,4294967295', true",
        "'(4294967293 + i)::uinteger id', ARROW, '', '4294967293,4294967294,4294967295', true",
        "'18446744073709551615::ubigint id', PARQUET, '', "
                + "'18446744073709551615,18446744073709551615,18446744073709551615', true",
        "'18446744073709551615::ubigint id', ARROW, '', "
                + "'18446744073709551615,18446744073709551615,18446744073709551615', false",
        "'date ''1970-01-05'' + i::int id', PARQUET, '', '4,5,6', true",
        "'date ''1970-01-05'' + i::int id', ARROW, '', '4,5,6', false",
        "'concat(''s'', i) as name', PARQUET, '', 'null,null,null', false",
        "'concat(''s'', i) as name', ARROW, '', 'null,null,null', false"
    })
    void idsOfAllKinds(String columns, OutputFormat format, String idColumn, String ids, boolean compared)
            throws IOException, SQLException {
        upsample(List.of(input(columns)), format, WriteMode.ERROR, idColumn);
        assertThat(idsInManifest()).containsExactly(ids.split(","));
        assertCompared(compared);
    }

    /** Files that are added may be identified by another column than those that are there. */
    @Test
    void anotherColumnInAnAddition() throws IOException, SQLException {
        String columns = "concat('s', i) id, concat('n', i) as name";
        Path first = input(columns);
        Path second = input(columns);
        upsample(List.of(first), OutputFormat.PARQUET, WriteMode.RESUME, "");
        upsample(List.of(first, second), OutputFormat.PARQUET, WriteMode.RESUME, "name");
        assertThat(idsInManifest()).containsExactly("s0", "s1", "s2", "n0", "n1", "n2");
        assertThat(verify().first()).isEmpty();
    }

    /** A manifest of before the column was noted has ids of an unknown column. */
    @Test
    void aManifestThatDoesNotSayWhere() throws IOException, SQLException {
        upsample(List.of(input("concat('s', i) id")), OutputFormat.PARQUET, WriteMode.ERROR, "");
        Path manifest = out.resolve(Manifest.NAME);
        String text = Files.readString(manifest);
        assertThat(Stream.of(text.split("\n")).filter(l -> l.contains(",\"idColumn\":\"id\"")))
                .hasSize(1);
        Files.writeString(manifest, text.replace(",\"idColumn\":\"id\"", ""));
        assertCompared(false);
    }
}
