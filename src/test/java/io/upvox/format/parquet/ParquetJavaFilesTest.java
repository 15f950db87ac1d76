package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What parquet-java writes: its encodings of numbers, its codecs, both forms of pages, rows of different lengths in one page. */
class ParquetJavaFilesTest {
    private static final int ROWS = 9;

    @TempDir
    Path dir;

    static Stream<Arguments> ways() {
        List<Arguments> all = new ArrayList<>();
        for (WriterVersion version : WriterVersion.values()) {
            for (boolean split : new boolean[] {false, true}) {
                for (CompressionCodecName codec : List.of(
                        CompressionCodecName.UNCOMPRESSED,
                        CompressionCodecName.SNAPPY,
                        CompressionCodecName.GZIP,
                        CompressionCodecName.LZ4,
                        CompressionCodecName.LZ4_RAW,
                        CompressionCodecName.ZSTD)) {
                    for (String type : List.of("float", "double")) {
                        all.add(Arguments.of(version, split, codec, type));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void readsEqual(WriterVersion version, boolean split, CompressionCodecName codec, String type) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message m {
                  required group t {
                    optional group data (LIST) { repeated group list { optional %s element; } }
                    optional group shape (LIST) { repeated group list { optional int32 element; } }
                  }
                }""".formatted(type));
        Path file = dir.resolve("f");
        List<float[]> expected = new ArrayList<>();
        Random random = new Random(1);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .withWriterVersion(version)
                .withByteStreamSplitEncoding(split)
                .withDictionaryEncoding(false)
                .withCompressionCodec(codec)
                .withPageRowCountLimit(4)
                .withRowGroupRowCountLimit(5)
                .build()) {
            for (int row = 0; row < ROWS; row++) {
                float[] values = new float[60 + 20 * row];
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextFloat() - 0.5f;
                }
                expected.add(values);
                writer.write(group(schema, type, values, 3 + row));
            }
        }
        assertThat(encodings(file)).contains(split ? Encoding.BYTE_STREAM_SPLIT : Encoding.PLAIN);
        List<float[]> found = TestFiles.read(file);
        assertThat(found).hasSize(ROWS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(found.get(row)).as("row %d", row).isEqualTo(expected.get(row));
        }
    }

    private static Group group(MessageType schema, String type, float[] values, int depth) {
        Group row = new SimpleGroup(schema);
        Group tensor = row.addGroup("t");
        Group data = tensor.addGroup("data");
        for (float v : values) {
            if (type.equals("double")) {
                data.addGroup("list").add("element", (double) v);
            } else {
                data.addGroup("list").add("element", v);
            }
        }
        Group shape = tensor.addGroup("shape");
        for (int extent : new int[] {1, depth, 4, 5}) {
            shape.addGroup("list").add("element", extent);
        }
        return row;
    }

    /** Those of the values and of their levels. */
    private static Set<Encoding> encodings(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getRowGroups().get(0).getColumns().get(0).getEncodings();
        }
    }
}
