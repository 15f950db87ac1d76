package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Joined values against the definition, for every remainder of eight, and nothing beside them. */
class SplitFloatsTest {
    private static final int LONGEST = 40;
    private static final float CANARY = 42;

    @Test
    void everyLength() {
        Random random = new Random(5);
        for (int total = 0; total <= LONGEST; total++) {
            byte[] page = new byte[3 + 4 * total];
            random.nextBytes(page);
            for (int first = 0; first <= total; first++) {
                int count = total - first;
                float[] found = new float[count + 2];
                Arrays.fill(found, CANARY);
                SplitFloats.join(page, 3 + first, total, found, 1, count);
                assertThat(found[0]).isEqualTo(CANARY);
                assertThat(found[count + 1]).isEqualTo(CANARY);
                for (int i = 0; i < count; i++) {
                    assertThat(Float.floatToRawIntBits(found[1 + i]))
                            .as("value %d of %d", first + i, total)
                            .isEqualTo(bits(page, total, first + i));
                }
            }
        }
    }

    private static int bits(byte[] page, int total, int i) {
        int bits = 0;
        for (int b = 3; b >= 0; b--) {
            bits = (bits << 8) | (page[3 + b * total + i] & 0xff);
        }
        return bits;
    }
}
