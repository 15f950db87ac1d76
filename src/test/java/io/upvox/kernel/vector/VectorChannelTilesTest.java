package io.upvox.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.ScalarChannelTiles;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Panels of every width and runs of every length, against plain Java, whichever loops this processor's kernels use. */
final class VectorChannelTilesTest {
    private static final int PITCH = ChannelTiles.PITCH;
    /** On earlier JDKs vectors of a second width would slow down all other tests of this JVM, and no kernel makes any. */
    private static final boolean TWO_WIDTHS = Runtime.version().feature() >= 25;

    static Stream<Arguments> widths() {
        Stream<ChannelTiles> all = TWO_WIDTHS
                ? Stream.of(new VectorChannelTiles(false), new VectorChannelTiles(true))
                : Stream.of(new VectorChannelTiles(false));
        return all.flatMap(tiles -> IntStream.rangeClosed(1, tiles.fullWidth() / tiles.widthStep())
                .mapToObj(i -> Arguments.of(Named.of(tiles.tile(), tiles), i * tiles.widthStep())));
    }

    @ParameterizedTest
    @MethodSource("widths")
    void givesTheSameSums(ChannelTiles tiles, int width) {
        ChannelTiles expected = new ScalarChannelTiles();
        Random random = new Random(width);
        int terms = 7;
        int[] offsets = random.ints(terms, 0, 5 * PITCH).toArray();
        int blockStep = 64 * PITCH;
        for (int count = 1; count <= 35; count++) {
            float[] x = values(random, (count + ChannelTiles.SLACK + 6) * PITCH);
            float[] panels = values(random, 11 + terms * width);
            for (boolean continues : new boolean[] {false, true}) {
                float[] sums = values(random, 3 * blockStep);
                float[] wanted = sums.clone();
                int first = count % 3;
                int last = count % 5 == 0 ? first : terms;
                tiles.run(x, 4, offsets, first, last, panels, 11, width, sums, 9, blockStep, count, continues);
                expected.run(x, 4, offsets, first, last, panels, 11, width, wanted, 9, blockStep, count, continues);

                for (int channel = 0; channel < width; channel++) {
                    for (int v = 0; v < count; v++) {
                        int at = 9 + v * PITCH + channel / PITCH * blockStep + channel % PITCH;
                        assertThat(Float.floatToRawIntBits(sums[at]))
                                .as("voxel %d of %d, channel %d", v, count, channel)
                                .isEqualTo(Float.floatToRawIntBits(wanted[at]));
                    }
                }
            }
        }
    }

    private static float[] values(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
