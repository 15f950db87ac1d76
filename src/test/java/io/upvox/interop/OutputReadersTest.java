package io.upvox.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.ArrowSchemas;
import io.upvox.spark.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Output files, written in every way, read by readers that are not ours: the same tensors to the bit, the same columns. */
class OutputReadersTest {
    private static final List<Variant> PARQUET = Variant.PARQUET;
    private static final List<Variant> ALL =
            Stream.concat(Variant.PARQUET.stream(), Variant.ARROW.stream()).toList();

    @TempDir
    static Path dir;

    private static SparkSession spark;
    private static final Map<Variant, Path> OUTPUTS = new HashMap<>();
    private static final Map<Path, List<String>> BY_NODE = new HashMap<>();
    private static List<Map<String, String>> columns;
    private static StructType inputType;

    @BeforeAll
    static void writeOutputs() throws IOException {
        spark = SparkFixture.session("local[2,4]");
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        for (boolean fixed : new boolean[] {false, true}) {
            EveryType.write(spark, dir.resolve(fixed ? "fixed" : "variable"), fixed);
        }
        columns = new SparkReader(spark, false).columns(dir.resolve("variable"), "raw", "extents");
        inputType = spark.read()
                .parquet(dir.resolve("fixed").toString())
                .drop("raw", "extents")
                .schema();
        Identity job = new Identity(spark, dir);
        for (Variant v : ALL) {
            Path out = dir.resolve(v.toString());
            job.run(dir.resolve(v.fixed() ? "fixed" : "variable"), out, EveryType.options(), v.write());
            OUTPUTS.put(v, out);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    private static void assertReads(ForeignReader reader, Variant variant, List<String> unknown) throws Exception {
        Map<String, ReadRow> found = new TreeMap<>();
        for (ReadRow row : reader.read(OUTPUTS.get(variant))) {
            assertThat(found.put(row.key(), row)).as(row.key()).isNull();
        }
        Map<String, ReadRow> expected = EveryType.expected(columns, variant);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, e) -> {
            ReadRow f = found.get(key);
            Map<String, String> others = new TreeMap<>(e.columns());
            others.keySet().removeAll(unknown);
            Map<String, String> othersFound = new TreeMap<>(f.columns());
            othersFound.keySet().removeAll(unknown);
            assertThat(othersFound).as(key).isEqualTo(others);
            if (!f.shape().isEmpty() || !variant.fixed()) {
                assertThat(f.shape()).as(key).isEqualTo(e.shape());
            }
            assertThat(f.bits()).as(key).isEqualTo(e.bits());
        });
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void sparkVectorized(Variant variant) throws Exception {
        assertReads(new SparkReader(spark, true), variant, List.of());
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void sparkByRows(Variant variant) throws Exception {
        assertReads(new SparkReader(spark, false), variant, List.of());
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void sparkKeepsTheTypes(Variant variant) {
        StructType type = spark.read().parquet(OUTPUTS.get(variant).toString()).schema();
        for (StructField field : inputType.fields()) {
            assertThat(type.apply(field.name())).isEqualTo(field);
        }
        StructField tensor = type.fields()[type.size() - 1];
        assertThat(tensor.name()).isEqualTo("raw");
        assertThat(tensor.dataType().simpleString())
                .isEqualTo(variant.fixed() ? "array<float>" : "struct<data:array<float>,shape:array<int>>");
        assertThat(tensor.metadata().getStringArray("dim_names")).containsExactly("C", "D", "H", "W");
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void duckDb(Variant variant) throws Exception {
        assertReads(new DuckDb(), variant, EveryType.SPARK_ONLY);
    }

    /** The rows of all outputs, read by one process. */
    private static synchronized Map<Path, List<String>> readByNode() throws Exception {
        if (BY_NODE.isEmpty()) {
            Node.require();
            for (String line : Node.script("read-output.mjs", OUTPUTS.values().toArray())) {
                Path directory = Path.of(line.substring(0, line.indexOf('{')).strip());
                BY_NODE.computeIfAbsent(directory, d -> new ArrayList<>()).add(line.substring(line.indexOf('{')));
            }
        }
        return BY_NODE;
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void arrowRsAndArrowJs(Variant variant) throws Exception {
        NodeReader reader =
                new NodeReader(variant.fixed() ? "arrow.fixed_shape_tensor" : "arrow.variable_shape_tensor");
        List<String> lines = readByNode().get(OUTPUTS.get(variant));
        assertReads(directory -> reader.read(lines), variant, EveryType.SPARK_ONLY);
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void parquetJavaWithChecksums(Variant variant) throws Exception {
        List<String> others =
                Stream.of(inputType.fieldNames()).filter(n -> !n.equals("id")).toList();
        ParquetJavaReader reader = new ParquetJavaReader();
        assertReads(reader, variant, others);
        for (Path file : ParquetJavaReader.files(OUTPUTS.get(variant))) {
            assertThat(reader.pages(file)).isNotEmpty().allMatch(p -> p.isSetCrc() == variant.checksum());
        }
    }

    /** Else the test above would say nothing: the reader does notice a wrong byte, where pages have checksums. */
    @Test
    void parquetJavaNoticesAWrongByte() throws Exception {
        Variant variant = PARQUET.get(0);
        Path bad = Files.createDirectories(dir.resolve("flipped"));
        ParquetJavaReader reader = new ParquetJavaReader();
        for (Path file : ParquetJavaReader.files(OUTPUTS.get(variant))) {
            List<PageHeader> pages = reader.pages(file);
            assertThat(pages).isNotEmpty();
            byte[] bytes = Files.readAllBytes(file);
            long values = reader.footer(file).getBlocks().get(0).getColumns().stream()
                    .filter(c -> c.getPath().toDotString().equals("raw.data.list.element"))
                    .findFirst()
                    .orElseThrow()
                    .getStartingPos();
            bytes[(int) values + 150] ^= 1;
            Files.write(bad.resolve(file.getFileName()), bytes);
        }
        assertThatThrownBy(() -> reader.read(bad)).hasStackTraceContaining("CRC checksum verification failed");
    }

    @ParameterizedTest
    @FieldSource("PARQUET")
    void footersHoldBothSchemas(Variant variant) throws IOException {
        for (Path file : ParquetJavaReader.files(OUTPUTS.get(variant))) {
            ParquetMetadata footer = new ParquetJavaReader().footer(file);
            Map<String, String> keys = footer.getFileMetaData().getKeyValueMetaData();
            StructType spark = (StructType) DataType.fromJson(keys.get("org.apache.spark.sql.parquet.row.metadata"));
            Schema arrow = ArrowSchemas.decode(file.toString(), keys.get("ARROW:schema"));
            List<String> names = footer.getFileMetaData().getSchema().getFields().stream()
                    .map(f -> f.getName())
                    .toList();
            assertThat(spark.fieldNames()).containsExactlyElementsOf(names);
            assertThat(arrow.getFields()).extracting(f -> f.getName()).containsExactlyElementsOf(names);
            Map<String, String> tensor = arrow.findField("raw").getMetadata();
            assertThat(tensor)
                    .containsEntry(
                            "ARROW:extension:name",
                            variant.fixed() ? "arrow.fixed_shape_tensor" : "arrow.variable_shape_tensor");
            assertThat(tensor.get("ARROW:extension:metadata")).contains("\"dim_names\":[\"C\",\"D\",\"H\",\"W\"]");
        }
    }
}
