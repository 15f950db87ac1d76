package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import org.jspecify.annotations.Nullable;

/**
 * Panels of 8, 16 and 24 channels by vectors of 256 bits, where {@link Processor#prefersHalves that is faster} than one or two
 * of 512: two share an input that is broadcast instead of one, or no lane is idle.
 */
final class HalfVectors {
    private static final int PITCH = ChannelTiles.PITCH;

    private HalfVectors() {}

    /** Computes a run as {@link ChannelTiles#run} does, with sums that begin as given. */
    static void run(
            float @Nullable [] start,
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count) {
        for (int v = 0; v < count; ) {
            int left = count - v;
            int o = base + v * PITCH;
            int s = at + v * PITCH;
            switch (width) {
                case 8 -> v += one(start, s, x, offsets, panels, o, first, last, panel, sums, left);
                case 16 -> v += two(start, s, x, offsets, panels, o, first, last, panel, sums, left);
                default -> v += three(start, s, blockStep, x, offsets, panels, o, first, last, panel, sums, left);
            }
        }
    }

    private static int one(
            float @Nullable [] start,
            int s,
            float[] x,
            int[] offsets,
            float[] panels,
            int o,
            int first,
            int last,
            int panel,
            float[] sums,
            int left) {
        if (left > 12) {
            F32ChannelTile16x1Of256.run(start, s, x, offsets, panels, o, first, last, panel, 8, sums, s);
            return 16;
        }
        F32ChannelTile4x1Of256.run(start, s, x, offsets, panels, o, first, last, panel, 8, sums, s);
        return 4;
    }

    private static int two(
            float @Nullable [] start,
            int s,
            float[] x,
            int[] offsets,
            float[] panels,
            int o,
            int first,
            int last,
            int panel,
            float[] sums,
            int left) {
        if (left == 8 || left == 7 || left > 12) {
            F32ChannelTile8x2Of256.run(start, s, x, offsets, panels, o, first, last, panel, sums, s);
            return 8;
        }
        F32ChannelTile4x2Of256.run(start, s, x, offsets, panels, o, first, last, panel, sums, s);
        return 4;
    }

    private static int three(
            float @Nullable [] start,
            int s,
            int blockStep,
            float[] x,
            int[] offsets,
            float[] panels,
            int o,
            int first,
            int last,
            int panel,
            float[] sums,
            int left) {
        if (left > 3) {
            F32ChannelTile6x3Of256.run(
                    start, s, blockStep, x, offsets, panels, o, first, last, panel, sums, s, blockStep);
            return 6;
        }
        F32ChannelTile3x3Of256.run(start, s, blockStep, x, offsets, panels, o, first, last, panel, sums, s, blockStep);
        return 3;
    }
}
