package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format is known by the first bytes, not by the name. */
class SampleFilesTest {
    private static final Configuration CONF = new Configuration();

    @TempDir
    Path dir;

    private static SampleFile open(Path path) throws IOException {
        org.apache.hadoop.fs.Path hadoop = new org.apache.hadoop.fs.Path(path.toUri());
        return SampleFiles.open(hadoop.getFileSystem(CONF).getFileStatus(hadoop), CONF, TensorColumnOptions.NONE);
    }

    @Test
    void formatsByTheirFirstBytes() throws IOException {
        Path data = Path.of("src/test/resources/data");
        Path arrow = Files.copy(data.resolve("ocean-temperature.arrow"), dir.resolve("a.parquet"));
        Path parquet = Files.copy(data.resolve("ocean-temperature.parquet"), dir.resolve("name with 100 %.arrow"));
        try (SampleFile file = open(arrow)) {
            assertThat(file.format()).isEqualTo("arrow");
            assertThat(file.path()).endsWith("a.parquet");
        }
        try (SampleFile file = open(parquet)) {
            assertThat(file.format()).isEqualTo("parquet");
        }
        // A stream is the file's inner part: schema, batches, end.
        byte[] bytes = Files.readAllBytes(arrow);
        int footer = java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(bytes.length - 10);
        Path stream =
                Files.write(dir.resolve("stream"), java.util.Arrays.copyOfRange(bytes, 8, bytes.length - 10 - footer));
        try (SampleFile file = open(stream)) {
            assertThat(file.format()).isEqualTo("arrow");
            assertThat(file.units()).isEqualTo(12);
        }
    }

    @Test
    void otherFiles() throws IOException {
        Path text = Files.write(dir.resolve("text"), "hello, world".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("Cannot read ")
                .hasMessageEndingWith(
                        "text: it begins with neither Parquet's nor Arrow's magic bytes (found 68 65 6c 6c);"
                                + " give Parquet files or Arrow IPC files or streams");
        Path shorter = Files.write(dir.resolve("short"), new byte[] {1, 2});
        assertThatThrownBy(() -> open(shorter)).hasMessageContaining("(found 01 02)");
        Path empty = Files.createFile(dir.resolve("empty"));
        assertThatThrownBy(() -> open(empty)).hasMessageContaining("(it is empty)");
    }
}
