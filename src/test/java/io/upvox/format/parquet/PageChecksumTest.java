package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.ReadBack;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.tensor.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRC of every page that is written, compared with the JDK's of the page's bytes in the file, and by parquet-java. */
class PageChecksumTest {
    private static final StructType COLUMNS = new StructType().add("id", DataTypes.StringType);
    private static final int PAGE_VALUES = 1024;

    /** Rows of less than a page, a page, two, some and a bit, and none. */
    private static final List<TensorShape> ANY = List.of(
            TensorShape.ofBatch(1, 1, 1, 1, 1),
            TensorShape.ofBatch(2, 3, 5, 7, 11),
            TensorShape.ofBatch(0, 1, 3, 4, 5),
            TensorShape.ofBatch(1, 2, 4, 8, 16),
            TensorShape.ofBatch(1, 2, 8, 8, 16),
            TensorShape.ofBatch(0, 2, 1, 1, 1),
            TensorShape.ofBatch(1, 1, 1, 1, 1025));

    private static final List<TensorShape> EQUAL = Collections.nCopies(5, TensorShape.ofBatch(1, 3, 5, 7, 11));

    @TempDir
    Path dir;

    private final SplittableRandom random = new SplittableRandom(4);

    static Stream<Arguments> ways() {
        return Stream.of("none", "zstd", "lz4", "snappy")
                .flatMap(codec -> Stream.of(true, false)
                        .flatMap(crc -> Stream.of(Arguments.of(codec, crc, false), Arguments.of(codec, crc, true))));
    }

    @ParameterizedTest(name = "{0}, CRC {1}, fixed {2}")
    @MethodSource("ways")
    void everyPage(String codec, boolean crc, boolean fixed) throws IOException {
        List<TensorShape> shapes = fixed ? EQUAL : ANY;
        List<float[]> samples = shapes.stream().map(this::values).toList();
        Path file = dir.resolve("out.parquet");
        RowChecksum.Kind kind = crc && codec.equals("none") ? RowChecksum.Kind.CRC32 : RowChecksum.Kind.CRC32C;
        assertThat(write(file, codec, crc, fixed ? EQUAL.get(0) : null, shapes, samples))
                .isEqualTo(samples.stream().map(v -> ReadBack.checksum(kind, v)).toList());
        Map<String, Integer> dataPages = assertPages(file, crc);
        int expected = shapes.stream()
                .mapToInt(s -> Math.max(1, ((int) s.elements() + PAGE_VALUES - 1) / PAGE_VALUES))
                .sum();
        assertThat(dataPages).containsEntry(fixed ? "t.list.element" : "t.data.list.element", expected);
        assertReads(file, fixed, samples);
    }

    private float[] values(TensorShape shape) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** Groups of three rows, whose ids are one, so that they become a dictionary. */
    private List<RowChecksum> write(
            Path file,
            String codec,
            boolean crc,
            @Nullable TensorShape fixed,
            List<TensorShape> shapes,
            List<float[]> samples)
            throws IOException {
        OutputOptions options = new OutputOptions("t", fixed, 5, false, codec, 4 * PAGE_VALUES, crc, Map.of());
        InternalRow id = new GenericInternalRow(new Object[] {UTF8String.fromString("the same for all")});
        List<RowChecksum> sums = new ArrayList<>();
        try (SampleWriter writer = ParquetSampleWriter.create(
                new org.apache.hadoop.fs.Path(file.toString()),
                new Configuration(),
                new SparkPassThrough(COLUMNS),
                options)) {
            for (int g = 0; g < shapes.size(); g += 3) {
                List<OutputRow> rows = shapes.subList(g, Math.min(g + 3, shapes.size())).stream()
                        .map(OutputRow::whole)
                        .toList();
                writer.beginGroup(SparkPassThrough.cursor(Collections.nCopies(rows.size(), id)), rows);
                for (int row = g; row < g + rows.size(); row++) {
                    float[] values = samples.get(row);
                    for (int at = 0; at < values.length; at += 777) {
                        writer.write(values, at, Math.min(777, values.length - at));
                    }
                    sums.add(writer.endRow());
                }
                writer.endGroup();
            }
            writer.finish();
        }
        return sums;
    }

    /** How many data pages each column has. */
    private static Map<String, Integer> assertPages(Path file, boolean crc) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Integer> dataPages = new TreeMap<>();
        boolean dictionary = false;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            for (BlockMetaData block : reader.getFooter().getBlocks()) {
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    int at = (int) chunk.getStartingPos();
                    int end = at + (int) chunk.getTotalSize();
                    while (at < end) {
                        ByteArrayInputStream in = new ByteArrayInputStream(bytes, at, end - at);
                        PageHeader header = Util.readPageHeader(in);
                        int body = end - in.available();
                        at = body + header.getCompressed_page_size();
                        String column = chunk.getPath().toDotString();
                        assertThat(header.isSetCrc()).as(column).isEqualTo(crc);
                        if (crc) {
                            CRC32 sum = new CRC32();
                            sum.update(bytes, body, at - body);
                            assertThat(header.getCrc()).as(column).isEqualTo((int) sum.getValue());
                        }
                        if (header.getType() == PageType.DATA_PAGE) {
                            dataPages.merge(column, 1, Integer::sum);
                        } else {
                            dictionary |= header.getType() == PageType.DICTIONARY_PAGE;
                        }
                    }
                    assertThat(at).isEqualTo(end);
                }
            }
        }
        assertThat(dictionary).isTrue();
        return dataPages;
    }

    private static void assertReads(Path file, boolean fixed, List<float[]> samples) throws IOException {
        Configuration conf = new Configuration();
        conf.setBoolean("parquet.page.verify-checksum.enabled", true);
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
                .withConf(conf)
                .build()) {
            for (float[] expected : samples) {
                Group tensor = reader.read().getGroup("t", 0);
                Group data = fixed ? tensor : tensor.getGroup("data", 0);
                float[] found = new float[data.getFieldRepetitionCount(0)];
                for (int i = 0; i < found.length; i++) {
                    found[i] = data.getGroup(0, i).getFloat(0, 0);
                }
                assertThat(found).isEqualTo(expected);
            }
            assertThat(reader.read()).isNull();
        }
    }
}
