package io.upvox.kernel.tile;

import java.util.Arrays;

/**
 * Sums of products in plain Java with voxels side by side: three terms of a reduction added to the sums of two output
 * channels, so that what is loaded of the inputs serves them all and sums are seldom loaded and stored.
 *
 * <p>Each loop has a beginning and an end of single elements, which take as long as 64 voxels or more: runs are long, and so
 * that they stay in the first cache, all terms are added to some channels before the next ones.
 */
public final class VoxelChains {
    /** Sums are made for a multiple of so many channels. */
    public static final int CHANNELS = 4;
    /** Terms that are added together. */
    private static final int CHAIN = 3;
    /** Terms whose inputs are brought together at a time. */
    public static final int TERMS = 22 * CHAIN;
    /** Voxels of a run at most. */
    public static final int RUN = 768;
    /** Sums that stay in the first cache while the terms pass: of eight channels or, where runs are shorter, of more. */
    private static final int SUMS = 8 * RUN;

    private VoxelChains() {}

    /** An array for the sums of each channel, and behind them one for the inputs of each term. */
    public static float[][] scratch(int channels) {
        float[][] scratch = new float[channels + TERMS][];
        for (int i = 0; i < scratch.length; i++) {
            // With the header a whole number of cache lines: arrays that follow each other begin alike.
            // But no power of two: they do not compete for cache sets.
            scratch[i] = new float[RUN + 16 + ChannelTiles.ALIGNED];
        }
        return scratch;
    }

    /** The array with the inputs of a term. */
    public static float[] inputs(float[][] scratch, int term) {
        return scratch[scratch.length - TERMS + term];
    }

    /**
     * Adds terms in order to the sums of some channels.
     *
     * @param scratch the sums of channel c, and the inputs of the terms
     * @param terms number of terms, at most {@link #TERMS}
     * @param panels weights of term t and channel c at {@code at + t*width + c}
     * @param at the first term's weight of channel 0
     * @param width distance of terms
     * @param from first channel, a multiple of {@link #CHANNELS}
     * @param until behind the last channel, a multiple too
     * @param count number of voxels, 1 to {@link #RUN}
     */
    public static void add(
            float[][] scratch, int terms, float[] panels, int at, int width, int from, int until, int count) {
        int missing = (CHAIN - terms % CHAIN) % CHAIN;
        float[] last = panels;
        int lastAt = at + (terms + missing - CHAIN) * width;
        if (missing > 0) {
            last = fill(scratch, terms, missing, panels, lastAt, width, count);
            lastAt = 0;
        }
        int step = SUMS / count / CHANNELS * CHANNELS;
        for (int group = from; group < until; group += step) {
            int end = Math.min(group + step, until);
            for (int t = 0; t < terms; t += CHAIN) {
                boolean full = t + CHAIN < terms;
                chain(scratch, t, full ? panels : last, full ? at + t * width : lastAt, width, group, end, count);
            }
        }
    }

    /** Fills the last chain up with terms of +0 times -0, which change no sum, not even -0; its weights. */
    private static float[] fill(
            float[][] scratch, int terms, int missing, float[] panels, int at, int width, int count) {
        for (int term = terms; term < terms + missing; term++) {
            Arrays.fill(inputs(scratch, term), 0, count, 0f);
        }
        float[] weights = new float[CHAIN * width];
        System.arraycopy(panels, at, weights, 0, (CHAIN - missing) * width);
        Arrays.fill(weights, (CHAIN - missing) * width, CHAIN * width, -0f);
        return weights;
    }

    /** A method of its own, so that each loop is compiled alone. */
    private static void chain(
            float[][] scratch, int term, float[] weights, int at, int width, int from, int until, int count) {
        float[] x = inputs(scratch, term);
        float[] y = inputs(scratch, term + 1);
        float[] z = inputs(scratch, term + 2);
        for (int c = from; c < until; c += 2) {
            ChainLoops.two(x, y, z, weights, at + c, width, scratch[c], scratch[c + 1], count);
        }
    }
}
