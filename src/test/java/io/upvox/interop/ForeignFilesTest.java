package io.upvox.interop;

import static io.upvox.interop.Known.Values.NUMBERS;
import static io.upvox.interop.Known.Values.PAYLOADS;
import static io.upvox.interop.Known.Values.SPECIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.upvox.format.TensorColumnOptions;
import io.upvox.interop.Known.Values;
import io.upvox.spark.OutputFormat;
import io.upvox.spark.SparkFixture;
import io.upvox.tensor.InvalidDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that arrow-rs, Arrow's JavaScript library and Polars wrote: read to the bit, or refused with one line. */
class ForeignFilesTest {
    private static final TensorColumnOptions TYPED = TensorColumnOptions.NONE;
    private static final TensorColumnOptions SHAPED = new TensorColumnOptions("t", "extents", null, null, null);

    @TempDir
    static Path dir;

    private static SparkSession spark;
    private static Identity job;

    @BeforeAll
    static void writeFiles() throws Exception {
        Node.require();
        Node.script("write-tensors.mjs", dir);
        Node.script("write-polars.mjs", dir);
        Node.script("write-types.mjs", dir);
        spark = SparkFixture.session("local[2,4]");
        job = new Identity(spark, dir);
    }

    @AfterAll
    static void stop() throws Exception {
        if (spark != null) {
            spark.close();
        }
    }

    private static void assertRead(String file, TensorColumnOptions options, Values values) throws Exception {
        Known.assertHeld(dir.resolve(file), options, values, "r", 1);
    }

    /** Many files in one job, in both formats. */
    private static void assertUpsampled(List<String> files, TensorColumnOptions options, Values values)
            throws Exception {
        for (OutputFormat format : OutputFormat.values()) {
            Path out = dir.resolve(files.get(0) + "-" + format);
            Variant plain = new Variant(format, false, "none", false, false, true);
            List<Path> inputs = files.stream().map(dir::resolve).toList();
            assertThat(job.run(inputs, out, options, plain.write()).samples())
                    .isEqualTo((long) Known.ROWS * files.size());
            Known.assertHeld(out, TensorColumnOptions.NONE, values, "r", files.size());
        }
    }

    static Stream<String> parquetOfArrowRs() {
        return Stream.concat(
                Stream.of("default", "plain", "split", "small-pages", "large-list", "fixed", "dictionary-ids"),
                Stream.of("uncompressed", "snappy", "gzip", "lz4_raw", "zstd").flatMap(c -> Stream.of(c, c + "-v2")));
    }

    @ParameterizedTest
    @MethodSource("parquetOfArrowRs")
    void arrowRs(String name) throws Exception {
        assertRead(name + ".parquet", TYPED, PAYLOADS);
    }

    @Test
    void arrowRsUpsampled() throws Exception {
        assertUpsampled(parquetOfArrowRs().map(n -> n + ".parquet").toList(), TYPED, PAYLOADS);
    }

    @Test
    void arrowRsWithAShapeColumn() throws Exception {
        assertRead("shape-column.parquet", SHAPED, PAYLOADS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "float16", "int16", "uint8"})
    void arrowRsWithOtherElements(String element) throws Exception {
        assertRead(element + ".parquet", TYPED, NUMBERS);
    }

    /** Else the names of the files would promise more than they hold. */
    @ParameterizedTest
    @CsvSource({"default, RLE_DICTIONARY", "plain, PLAIN", "split, BYTE_STREAM_SPLIT"})
    void arrowRsWroteWhatTheNamesSay(String name, Encoding encoding) throws Exception {
        assertThat(new ParquetJavaReader()
                        .footer(dir.resolve(name + ".parquet"))
                        .getBlocks()
                        .get(0)
                        .getColumns()
                        .get(1)
                        .getEncodings())
                .contains(encoding);
    }

    static Stream<String> filesOfArrowJs() {
        return Stream.of("struct", "fixed", "large-list", "dictionary-ids")
                .flatMap(n -> Stream.of("file-" + n + ".arrow", "stream-" + n + ".arrow"));
    }

    @ParameterizedTest
    @MethodSource("filesOfArrowJs")
    void arrowJs(String file) throws Exception {
        assertRead(file, TYPED, PAYLOADS);
    }

    @Test
    void arrowJsUpsampled() throws Exception {
        assertUpsampled(filesOfArrowJs().toList(), TYPED, PAYLOADS);
    }

    static Stream<String> parquetOfPolars() {
        return Stream.of("uncompressed", "snappy", "gzip", "lz4", "zstd").map(c -> "polars-" + c + ".parquet");
    }

    @ParameterizedTest
    @MethodSource("parquetOfPolars")
    void polarsParquet(String file) throws Exception {
        assertRead(file, SHAPED, SPECIAL);
    }

    @Test
    void polarsUpsampled() throws Exception {
        assertUpsampled(parquetOfPolars().toList(), SHAPED, SPECIAL);
    }

    /** Its LZ4 frames have blocks that refer to the one before. */
    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "lz4", "zstd"})
    void polarsArrow(String codec) throws Exception {
        Known.assertHeld(dir.resolve("polars-" + codec + ".arrow"), SHAPED, SPECIAL, "", 1);
    }

    private static Map<String, ReadRow> rows(Path directory) throws Exception {
        Map<String, ReadRow> rows = new TreeMap<>();
        for (ReadRow row : new NodeReader("arrow.variable_shape_tensor").read(directory)) {
            rows.put(row.key(), row);
        }
        assertThat(rows).hasSize(Known.ROWS);
        return rows;
    }

    private static void assertColumnsPass(String directory, OutputFormat format) throws Exception {
        Path out = dir.resolve(directory + "-" + format);
        job.run(dir.resolve(directory), out, TYPED, new Variant(format, false, "none", false, false, true).write());
        Map<String, ReadRow> found = rows(out);
        rows(dir.resolve(directory)).forEach((key, row) -> {
            assertThat(found.get(key).columns()).isEqualTo(row.columns());
            assertThat(found.get(key).bits()).isEqualTo(row.bits());
        });
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void columnsOfArrowsTypes(OutputFormat format) throws Exception {
        assertColumnsPass("common", format);
    }

    @Test
    void columnsThatSparkLacksPassFromParquetToParquet() throws Exception {
        assertColumnsPass("rare", OutputFormat.PARQUET);
        assertThatThrownBy(() -> assertColumnsPass("rare", OutputFormat.ARROW))
                .isInstanceOf(InvalidDataException.class)
                .message()
                .startsWith("Cannot pass on the columns of file:" + dir.resolve("rare"))
                .endsWith("; write these columns in a type that Spark knows, or write Parquet")
                .hasLineCount(1);
    }

    private static void assertRefused(String file, TensorColumnOptions options, List<String> parts) {
        Path out = dir.resolve(file + "-refused");
        Variant plain = Variant.PARQUET.get(0);
        Throwable refusal = catchThrowable(() -> job.run(dir.resolve(file), out, options, plain.write()));
        assertThat(refusal)
                .isInstanceOf(InvalidDataException.class)
                .message()
                .startsWith("Cannot read")
                .contains(file)
                .contains(parts)
                .hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brotli", "brotli-v2", "polars-brotli"})
    void brotliIsRefused(String name) {
        assertRefused(
                name + ".parquet",
                name.startsWith("polars") ? SHAPED : TYPED,
                List.of("it is compressed with BROTLI, for which this Spark has no codec; write it with zstd"));
    }

    @Test
    void nestedListsAreRefused() {
        assertRefused("nested.parquet", TYPED, List.of("none of its columns [id, t] can be a tensor; give files with"));
    }

    @Test
    void viewsAreRefused() {
        assertRefused(
                "polars-views.arrow",
                SHAPED,
                List.of("it has string or binary views; write the columns as plain strings or binary"));
    }
}
