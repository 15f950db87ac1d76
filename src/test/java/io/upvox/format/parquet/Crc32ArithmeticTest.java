package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the JDK's CRC-32 of the whole. */
class Crc32ArithmeticTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(32);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static long crc(byte[]... parts) {
        CRC32 crc = new CRC32();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return crc.getValue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 1",
        "1, 0",
        "1, 1",
        "4, 3",
        "20, 262144",
        "31, 262143",
        "262144, 7",
        "3, 1048577",
        "1500000, 2500003",
        "0, 1048583",
        "1048583, 0"
    })
    void twoParts(int first, int second) {
        byte[] a = random(first);
        byte[] b = random(second);
        assertThat(Crc32Arithmetic.join(crc(a), crc(b), second)).isEqualTo(crc(a, b));
    }

    @Test
    void manyParts() {
        byte[][] parts = new byte[200][];
        long joined = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = random(RANDOM.nextInt(i % 3 == 0 ? 3 : 5000));
            joined = Crc32Arithmetic.join(joined, crc(parts[i]), parts[i].length);
        }
        assertThat(joined).isEqualTo(crc(parts));
    }

    /** What a page is summed up by: the beginning of one whole is exchanged for another of any length. */
    @Test
    void aBeginningIsExchanged() {
        byte[] row = random(70_000);
        byte[] levels = random(21);
        byte[] page = random(4096);
        assertThat(Crc32Arithmetic.join(crc(levels) ^ crc(row), crc(row, page), page.length))
                .isEqualTo(crc(levels, page));
    }

    /** Zeros by doubling: up to lengths that no array has, each must be the sum of its halves. */
    @Test
    void lengthsPastAnyArray() {
        long start = crc(random(100));
        long zeros = crc(new byte[1]);
        for (long length = 1; length < 1L << 58; length *= 2) {
            long twice = Crc32Arithmetic.join(zeros, zeros, length);
            assertThat(Crc32Arithmetic.join(start, twice, 2 * length))
                    .isEqualTo(Crc32Arithmetic.join(Crc32Arithmetic.join(start, zeros, length), zeros, length));
            zeros = twice;
        }
    }

    @Test
    void fourBytesHaveTheCrc() {
        for (long crc : new long[] {0, 1, 0x8000_0000L, 0xffff_ffffL, 0xdead_beefL}) {
            assertThat(crc(Crc32Arithmetic.fourBytes(crc))).isEqualTo(crc);
        }
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = random(4);
            assertThat(Crc32Arithmetic.fourBytes(crc(bytes))).isEqualTo(bytes);
        }
    }
}
