package io.upvox.format.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Lz4FramesTest {
    /** Bytes that repeat over the ends of blocks. */
    private static byte[] bytes(int length) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = i < 40_000 || random.nextInt(50) == 0 ? (byte) random.nextInt(16) : bytes[i - 40_000];
        }
        return bytes;
    }

    private static byte[] frame(byte[] bytes, boolean linked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 =
                new FramedLZ4CompressorOutputStream(out, new Parameters(BlockSize.K64, true, false, linked))) {
            lz4.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 300000", "false, 1", "false, 300000"})
    void linkedAndIndependentBlocks(boolean linked, int length) throws IOException {
        byte[] bytes = bytes(length);
        byte[] frame = frame(bytes, linked);
        assertThat((frame[4] & 0x20) == 0).isEqualTo(linked);
        assertThat(Lz4Frames.open(new ByteArrayInputStream(frame)).readAllBytes())
                .isEqualTo(bytes);
        byte[] cut = Arrays.copyOf(frame, frame.length / 2);
        assertThatThrownBy(() -> Lz4Frames.open(new ByteArrayInputStream(cut)).readAllBytes())
                .isInstanceOf(IOException.class);
    }
}
