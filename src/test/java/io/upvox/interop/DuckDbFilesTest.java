package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.TensorColumnOptions;
import io.upvox.interop.Known.Values;
import io.upvox.spark.SparkFixture;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet that DuckDB wrote: its list and array columns, codecs, page versions and types. */
class DuckDbFilesTest {
    /** The rule of {@link Known}, in SQL. */
    private static final String LIST = "list_transform(range(24), i -> case when i % 7 = 3 then 'nan'::float"
            + " when i % 7 = 5 then '-inf'::float else ((row * 31 + i * 7) % 100 + 1)::float end)";

    private static final String STRUCT = "{'data': " + LIST + ", 'shape': [1, 2, 3, 4]}";
    private static final TensorColumnOptions INTEGERS = new TensorColumnOptions("t", "s", null, null, null);
    private static final String FROM = " t from range(7) r(row)";

    @TempDir
    Path dir;

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,4]");
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    private Path job(Path in, TensorColumnOptions options) throws IOException {
        Path out = dir.resolve("out");
        new Identity(spark, dir).run(in, out, options, Variant.PARQUET.get(0).write());
        return out;
    }

    private Path file(String select, String options) throws Exception {
        return DuckDb.write(dir.resolve("in.parquet"), select, options);
    }

    @Test
    void everyCodecAndVersion() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String codec : List.of("snappy", "zstd", "gzip", "lz4_raw", "uncompressed")) {
            for (String version : List.of("v1", "v2")) {
                Path file = dir.resolve(codec + "-" + version + ".parquet");
                DuckDb.write(
                        file,
                        "select 'r' || row id, " + STRUCT + FROM,
                        "compression " + codec + ", parquet_version " + version);
                Known.assertHeld(file, TensorColumnOptions.NONE, Values.SPECIAL, "r", 1);
                files.add(file);
            }
        }
        Path out = dir.resolve("out");
        new Identity(spark, dir)
                .run(
                        files,
                        out,
                        TensorColumnOptions.NONE,
                        Variant.PARQUET.get(0).write());
        Known.assertHeld(out, TensorColumnOptions.NONE, Values.SPECIAL, "r", files.size());
    }

    @Test
    void brotliIsRefused() throws Exception {
        Path in = file("select 'r' || row id, " + STRUCT + FROM, "compression brotli");
        assertThatThrownBy(() -> job(in, TensorColumnOptions.NONE))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(
                        "Cannot read file:" + in + ": it is compressed with BROTLI, for which this Spark has no codec;"
                                + " write it with zstd, snappy or none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::float[24]", "::double[]"})
    void listsAndArrays(String cast) throws Exception {
        Path in = file("select 'r' || row id, " + LIST + cast + FROM, "");
        Known.assertHeld(in, new TensorColumnOptions(null, null, Known.SHAPE, null, null), Values.SPECIAL, "r", 1);
    }

    @Test
    void integersWithAShapeColumn() throws Exception {
        String list = "list_transform(range(24), i -> ((row * 31 + i * 7) % 100 + 1)::utinyint)";
        Path in = file("select 'r' || row id, [1, 2, 3, 4]::bigint[] s, " + list + FROM, "");
        Known.assertHeld(in, INTEGERS, Values.NUMBERS, "r", 1);
        Path deltas = file("select 'r' || row id, [1, 2, 3, 4]::bigint[] s, " + list + FROM, "parquet_version v2");
        assertThatThrownBy(() -> job(deltas, INTEGERS))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("Cannot read file:" + deltas + ": column t.list.element is encoded as DELTA_BINARY_PACKED;"
                        + " write it as PLAIN, with a dictionary or as BYTE_STREAM_SPLIT");
    }

    @Test
    void blobs() throws Exception {
        String bytes = "from_hex(array_to_string(list_transform(range(24),"
                + " i -> printf('%02x', (row * 31 + i * 7) % 100 + 1)), ''))";
        Path in = file("select 'r' || row id, " + bytes + FROM, "");
        TensorColumnOptions options = new TensorColumnOptions("t", null, Known.SHAPE, ElementType.UINT8, null);
        Known.assertHeld(in, options, Values.NUMBERS, "r", 1);
    }

    /** 5000 samples in three row groups, dictionaries and all. */
    @Test
    void severalRowGroups() throws Exception {
        Path in = file(
                "select row id, {'data': [row % 3, row]::float[], 'shape': [1, 1, 1, 2]} t from range(5000) r(row)",
                "row_group_size 2048");
        assertThat(new ParquetJavaReader().footer(in).getBlocks()).hasSize(3);
        List<ReadRow> rows = new DuckDb().read(job(in, TensorColumnOptions.NONE));
        assertThat(rows).hasSize(5000).allSatisfy(r -> {
            int id = Integer.parseInt(r.columns().get("id"));
            assertThat(r.bits()).containsExactly(Float.floatToIntBits(id % 3), Float.floatToIntBits(id));
        });
    }

    /** What DuckDB finds beside the tensor, column by column. */
    private static void assertSameColumns(Path in, Path out) throws Exception {
        String names = DuckDb.text("select string_agg(column_name) from (describe from '" + in + "')");
        for (String name : names.split(",")) {
            if (!name.equals("t")) {
                String values =
                        "select string_agg('<' || coalesce(" + name + "::varchar, '') || '>' order by id) from '";
                assertThat(DuckDb.text(values + out + "/*.parquet'"))
                        .as(name)
                        .isEqualTo(DuckDb.text(values + in + "'"));
            }
        }
    }

    /** Columns of DuckDB's types pass through: DuckDB finds the same types and values in the output. */
    @ParameterizedTest
    @ValueSource(strings = {"parquet_version v1", "parquet_version v2, compression zstd"})
    void columnsOfDuckDbsTypes(String options) throws Exception {
        Path in = file(
                "select 'r' || row id, row::utinyint u1, row::usmallint u2, row::uinteger u4, row::ubigint u8,"
                        + " uuid() as uuid, (row * 100)::decimal(4, 1) d4, (row * 1.5)::decimal(30, 5) d30,"
                        + " date '2026-01-02' + row::int as \"day\", time '01:02:03.456789' tod,"
                        + " timestamp '2026-01-02 03:04:05.678' ts, timestamp_ns '2026-01-02 03:04:05.678901234' ns,"
                        + " timestamptz '2026-01-02 03:04:05+01' tz,"
                        + " ['a', null]::enum('a', 'b')[] enums, map {'k': row} m, row % 2 = 0 flag, ('b' || row)::blob b, "
                        + STRUCT + FROM,
                options);
        Path out = job(in, new TensorColumnOptions("t", null, null, null, null));
        Known.assertHeld(out, Values.SPECIAL, "r");
        assertSameColumns(in, out);
        assertThat(DuckDb.text("select string_agg(column_type) from (describe from '" + out + "/*.parquet')"))
                .isEqualTo(DuckDb.text("select string_agg(column_type) from (describe from '" + in + "')"));
    }

    /** Through an Arrow file and back: what Spark can hold. */
    @Test
    void columnsThroughArrow() throws Exception {
        Path in = file(
                "select 'r' || row id, row::utinyint u1, row::usmallint u2, row::uinteger u4, row::ubigint u8,"
                        + " (row * 1.5)::decimal(30, 5) d30, date '2026-01-02' + row::int as \"day\","
                        + " timestamp '2026-01-02 03:04:05.678' ts, timestamptz '2026-01-02 03:04:05+01' tz,"
                        + " {'a': ['x', null], 'b': row} s, map {'k': row} m, row % 2 = 0 flag, ('b' || row)::blob b, "
                        + STRUCT + FROM,
                "");
        Path arrow = dir.resolve("arrow");
        Identity job = new Identity(spark, dir);
        job.run(
                in,
                arrow,
                new TensorColumnOptions("t", null, null, null, null),
                Variant.ARROW.get(0).write());
        Known.assertHeld(arrow, Values.SPECIAL, "r");
        Path out = job(arrow, new TensorColumnOptions("t", null, null, null, null));
        assertSameColumns(in, out);
    }

    /** parquet-java marks them as the type of nulls: DuckDB would read nulls, arrow-rs refuses the file. */
    @Test
    void intervalsAreRefused() throws Exception {
        Path in = file("select 'r' || row id, [interval (row) month] spans, " + STRUCT + FROM, "");
        assertThatThrownBy(() -> job(in, TensorColumnOptions.NONE))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("Cannot pass on column 'spans' of file:" + in
                        + ": parquet-java writes Parquet's INTERVAL in a way that others read as nulls; leave the column"
                        + " out or write it as integers");
    }

    @Test
    void typesThatSparkLacksAreNamed() throws Exception {
        Path in = file("select 'r' || row id, uuid() as uuid, " + STRUCT + FROM, "");
        assertThatThrownBy(() -> new Identity(spark, dir)
                        .run(
                                in,
                                dir.resolve("arrow"),
                                TensorColumnOptions.NONE,
                                Variant.ARROW.get(0).write()))
                .isInstanceOf(InvalidDataException.class)
                .message()
                .startsWith("Cannot pass on the columns of file:" + in)
                .endsWith("; write these columns in a type that Spark knows, or write Parquet")
                .hasLineCount(1);
    }
}
