package io.upvox.kernel.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of all channels and voxels, term after term, and nothing beside them. */
final class VoxelChainsTest {
    private static final int WIDTH = 32;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 32, 1",
        "2, 0, 32, 31",
        "3, 4, 12, 100",
        "64, 0, 16, 216",
        "65, 0, 32, 300",
        "66, 8, 32, 512",
        "66, 0, 32, 513",
        "4, 0, 20, 768"
    })
    void addsTermsInOrder(int terms, int from, int until, int count) {
        Random random = new Random(1);
        float[][] scratch = VoxelChains.scratch(WIDTH);
        for (float[] values : scratch) {
            fill(random, values);
        }
        int at = 5;
        float[] panels = new float[at + terms * WIDTH];
        fill(random, panels);
        float[][] expected = Arrays.stream(scratch).map(float[]::clone).toArray(float[][]::new);
        for (int t = 0; t < terms; t++) {
            float[] x = VoxelChains.inputs(expected, t);
            for (int c = from; c < until; c++) {
                for (int v = 0; v < count; v++) {
                    expected[c][v] = Math.fma(panels[at + t * WIDTH + c], x[v], expected[c][v]);
                }
            }
        }

        VoxelChains.add(scratch, terms, panels, at, WIDTH, from, until, count);

        for (int c = 0; c < WIDTH; c++) {
            // assertThat on arrays of floats takes -0 for another value than +0.
            assertThat(scratch[c]).as("channel %d", c).isEqualTo(expected[c]);
        }
    }

    /** Some products are too small for a float, some of these are negative: then a sum of +0 becomes -0. */
    private static void fill(Random random, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> 0f;
                case 1 -> -1e-30f;
                case 2 -> 1e-30f;
                default -> random.nextFloat() - 0.5f;
            };
        }
    }
}
