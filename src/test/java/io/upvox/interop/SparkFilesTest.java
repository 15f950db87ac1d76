package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.TensorColumnOptions;
import io.upvox.interop.Known.Values;
import io.upvox.spark.OutputFormat;
import io.upvox.spark.SparkFixture;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Spark writes in its older ways, and columns whose type or calendar only Spark's own metadata tells. */
class SparkFilesTest {
    private static final TensorColumnOptions SHAPED = new TensorColumnOptions("t", null, Known.SHAPE, null, null);
    private static final String LEGACY_LISTS = "spark.sql.parquet.writeLegacyFormat";
    private static final String DATES = "spark.sql.parquet.datetimeRebaseModeInWrite";
    private static final String INT96 = "spark.sql.parquet.int96RebaseModeInWrite";

    @TempDir
    Path dir;

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,4]");
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    /** The known tensors as a list of floats, its elements nullable or not. */
    private static Dataset<Row> tensors(boolean nullable) {
        StructType type = new StructType()
                .add("id", DataTypes.StringType)
                .add("row", DataTypes.IntegerType)
                .add("t", DataTypes.createArrayType(DataTypes.FloatType, nullable), nullable);
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < Known.ROWS; row++) {
            int r = row;
            List<Float> values = IntStream.range(0, Known.VALUES)
                    .mapToObj(i -> Float.intBitsToFloat(Known.bits(r, i, Values.SPECIAL)))
                    .toList();
            rows.add(RowFactory.create("r" + row, row, values));
        }
        return spark.createDataFrame(rows, type).coalesce(1);
    }

    private Path job(Path in, OutputFormat format) throws IOException {
        Path out = dir.resolve(in.getFileName() + "-" + format);
        new Identity(spark, dir).run(in, out, SHAPED, new Variant(format, false, "none", false, false, false).write());
        return out;
    }

    /** Through an Arrow file and back, so that Spark can read it. */
    private Path throughArrow(Path in) throws IOException {
        Path out = dir.resolve("back");
        new Identity(spark, dir)
                .run(
                        job(in, OutputFormat.ARROW),
                        out,
                        TensorColumnOptions.NONE,
                        Variant.PARQUET.get(0).write());
        return out;
    }

    /** Lists of {@code bag.array}, or of {@code array} without a group around it. */
    @ParameterizedTest
    @CsvSource({"false, true, list.element", "true, true, bag.array", "true, false, array"})
    void listsOfOldWriters(boolean legacy, boolean nullable, String path) throws IOException {
        Path in = dir.resolve("in");
        withConf(
                LEGACY_LISTS,
                String.valueOf(legacy),
                () -> tensors(nullable).write().parquet(in.toString()));
        ParquetJavaReader reader = new ParquetJavaReader();
        assertThat(reader.footer(ParquetJavaReader.files(in).get(0))
                        .getBlocks()
                        .get(0)
                        .getColumns())
                .anyMatch(c -> c.getPath().toDotString().equals("t." + path));
        Known.assertHeld(in, SHAPED, Values.SPECIAL, "r", 1);
    }

    /** Types and metadata that Spark stores beside the Parquet schema. */
    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void typesThatSparkAloneTells(OutputFormat format) throws IOException {
        Path in = dir.resolve("in");
        tensors(true)
                .selectExpr(
                        "id",
                        "make_ym_interval(row - 3, 5) months",
                        "make_dt_interval(row - 3, 1, 2, 3.456789) span",
                        "array(make_ym_interval(row)) months_list",
                        "parse_json(concat('{\"a\":', row, '}')) json",
                        "'abc' collate utf8_lcase word",
                        "t")
                .write()
                .parquet(in.toString());
        Path out = format == OutputFormat.PARQUET ? job(in, format) : throughArrow(in);
        String columns = "id, months, span, months_list, to_json(json) json, word";
        Dataset<Row> before = spark.read().parquet(in.toString()).orderBy("id").selectExpr(columns.split(", "));
        Dataset<Row> after = spark.read().parquet(out.toString()).orderBy("id").selectExpr(columns.split(", "));
        assertThat(after.collectAsList()).isEqualTo(before.collectAsList()).hasSize(Known.ROWS);
        if (format == OutputFormat.PARQUET) {
            assertThat(after.schema()).isEqualTo(before.schema());
        }
    }

    private static void withConf(String key, String value, Runnable action) {
        spark.conf().set(key, value);
        try {
            action.run();
        } finally {
            spark.conf().unset(key);
        }
    }

    /** Dates and times before the Gregorian calendar, written as Spark 2 counted them. */
    private Path oldTimes(String name, String key, String mode, String timestampType) {
        Path in = dir.resolve(name);
        withConf(
                "spark.sql.parquet.outputTimestampType",
                timestampType,
                () -> withConf(
                        key,
                        mode,
                        () -> tensors(true)
                                .selectExpr(
                                        "id", "date'1001-02-03' day", "timestamp'1001-02-03 04:05:06.789' stamp", "t")
                                .write()
                                .parquet(in.toString())));
        return in;
    }

    @ParameterizedTest
    @CsvSource({DATES + ", LEGACY, TIMESTAMP_MICROS", DATES + ", CORRECTED, TIMESTAMP_MICROS", INT96 + ", LEGACY, INT96"
    })
    void timesOfTheLegacyCalendar(String key, String mode, String timestampType) throws IOException {
        Path in = oldTimes("in", key, mode, timestampType);
        List<Row> expected =
                spark.read().parquet(in.toString()).select("day", "stamp").collectAsList();
        assertThat(expected.get(0).toString()).startsWith("[1001-02-03,");
        for (Path out : List.of(job(in, OutputFormat.PARQUET), throughArrow(in))) {
            assertThat(spark.read()
                            .parquet(out.toString())
                            .select("day", "stamp")
                            .collectAsList())
                    .as(out.toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void calendarsAreNotMixed() {
        oldTimes("both/old", DATES, "LEGACY", "TIMESTAMP_MICROS");
        oldTimes("both/new", DATES, "CORRECTED", "TIMESTAMP_MICROS");
        assertThatThrownBy(() -> job(dir.resolve("both/*"), OutputFormat.PARQUET))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("their other columns differ")
                .hasMessageContaining("in Spark's legacy calendar");
    }
}
