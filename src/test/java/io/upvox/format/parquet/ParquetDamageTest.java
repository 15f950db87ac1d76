package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files give one kind of exception or the data, never another exception and, where pages carry a CRC, never other data. */
class ParquetDamageTest {
    private static final int FLIPS = 400;

    @TempDir
    Path dir;

    private byte[] whole;
    private List<float[]> expected;

    @BeforeEach
    void write() throws IOException {
        Path file = dir.resolve("whole.parquet");
        expected = TestFiles.write(file, "none", 3, 4096);
        whole = Files.readAllBytes(file);
    }

    private List<float[]> read(byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("damaged.parquet"), bytes);
        return TestFiles.read(file);
    }

    @Test
    void truncatedAnywhere() throws IOException {
        assertEqual(read(whole));
        for (int length = 0; length < whole.length; length += 1 + length / 9) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("length %d", length).isInstanceOf(InvalidDataException.class);
        }
    }

    @Test
    void flippedAnywhere() throws IOException {
        Random random = new Random(17);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            try {
                List<float[]> found = read(flipped);
                // The footer and page headers have no checksum; values, shapes and levels have.
                assertThat(found.size()).as("flip at %d", at).isLessThanOrEqualTo(expected.size());
            } catch (InvalidDataException e) {
                assertThat(e.getMessage())
                        .as("flip at %d", at)
                        .startsWith("Cannot ")
                        .contains("; ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(FLIPS / 2);
    }

    @Test
    void flippedValuesAreNoticed() throws IOException {
        // The first page's values begin behind its header; 100 bytes into the file is well inside.
        for (int at = 400; at < 4000; at += 97) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            int position = at;
            assertThatThrownBy(() -> read(flipped))
                    .as("flip at %d", position)
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageContaining("CRC");
        }
    }

    private void assertEqual(List<float[]> found) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void compressedAndCut() throws IOException {
        for (String codec : List.of("snappy", "zstd", "lz4")) {
            Path file = dir.resolve(codec);
            List<float[]> written = TestFiles.write(file, codec, 2, 1 << 16);
            List<float[]> found = TestFiles.read(file);
            for (int i = 0; i < written.size(); i++) {
                assertThat(found.get(i)).isEqualTo(written.get(i));
            }
            byte[] bytes = Files.readAllBytes(file);
            Random random = new Random(3);
            List<String> other = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                byte[] flipped = bytes.clone();
                flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    read(flipped);
                } catch (InvalidDataException e) {
                    assertThat(e.getMessage()).startsWith("Cannot ");
                } catch (RuntimeException e) {
                    other.add(e.toString());
                }
            }
            assertThat(other).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd"})
    void rowsBehindDamageAreNotTakenForOthers(String codec) throws IOException {
        // All rows in one group: a page that cannot be trusted leaves open how many rows begin in it.
        Path file = dir.resolve("one-group.parquet");
        List<float[]> written = TestFiles.write(file, codec, 6, 4096);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 16;
        Files.write(file, bytes);
        List<String> messages = new ArrayList<>();
        ReadBack.forEachRow(file, TensorColumnOptions.NONE, (unit, row) -> {
            float[] values = new float[written.get(row).length];
            try {
                unit.read(values);
                assertThat(values).isEqualTo(written.get(row));
                assertThat(messages).isEmpty();
            } catch (InvalidDataException e) {
                messages.add(e.getMessage());
            }
        });
        assertThat(messages).hasSize(4); // a third of the values is in row 2
        assertThat(messages.get(0)).contains("a page of column t.data.list.element has the CRC ");
        for (int i = 1; i < messages.size(); i++) {
            assertThat(messages.get(i))
                    .startsWith("Cannot read sample 's" + (2 + i) + "' (row ")
                    .contains("its values lie behind damage in their row group; ");
        }
    }

    @Test
    void nothingIsReadFromAFileWithoutFooter() throws IOException {
        Path file = dir.resolve("abandoned.parquet");
        TestFiles.abandon(file);
        assertThatThrownBy(() -> ReadBack.forEachRow(file, TensorColumnOptions.NONE, (unit, row) -> {}))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("truncated or no Parquet file");
    }
}
