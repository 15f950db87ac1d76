package io.upvox.kernel.tile;

import java.util.Arrays;

/**
 * The inner loop of plain Java with voxels side by side: two terms of a reduction added to the sums of four output channels,
 * so that what is loaded of the inputs serves them all.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet: all indices
 * must have the same variable part. It also gives up on loops that are too long before it unrolls them, and every index of its
 * own makes a loop longer: so channels have arrays of their own with one index for all. More terms or channels are too many.
 *
 * <p>Each loop has a beginning and an end of single elements, which take as long as 256 voxels: runs are long, and so that
 * they stay in the first cache, all terms are added to some channels before the next ones.
 */
public final class VoxelChains {
    /** Channels that are summed together. */
    public static final int CHANNELS = 4;
    /** Terms whose inputs are brought together at a time. */
    public static final int TERMS = 64;
    /** Voxels of a run at most. */
    public static final int RUN = 768;
    /** Terms of a chain: their inputs lie in one array. */
    private static final int CHAIN = 2;
    /** Sums that stay in the first cache while the terms pass: of eight channels or, where runs are shorter, of more. */
    private static final int SUMS = 8 * RUN;
    /** Distance of the terms of a chain; not a power of two, so that they do not compete for cache sets. */
    private static final int STEP = RUN + 16;

    private VoxelChains() {}

    /** An array for the sums of each channel, and behind them those for the inputs. */
    public static float[][] scratch(int channels) {
        float[][] scratch = new float[channels + TERMS / CHAIN][];
        for (int i = 0; i < scratch.length; i++) {
            // With the header a whole number of cache lines: arrays that follow each other then begin alike.
            scratch[i] = new float[(i < channels ? STEP : CHAIN * STEP) + ChannelTiles.ALIGNED];
        }
        return scratch;
    }

    /** The array with the inputs of a term. */
    public static float[] inputs(float[][] scratch, int term) {
        return scratch[scratch.length - TERMS / CHAIN + term / CHAIN];
    }

    /** Where in their array the inputs of a term begin. */
    public static int first(int term) {
        return term % CHAIN * STEP;
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
        float[] last = panels;
        int lastAt = at + terms * width - CHAIN * width;
        if (terms % CHAIN != 0) {
            int begin = first(terms);
            Arrays.fill(inputs(scratch, terms), begin, begin + count, 0f);
            last = Arrays.copyOf(
                    Arrays.copyOfRange(panels, at + (terms - 1) * width, at + terms * width), CHAIN * width);
            lastAt = 0;
        }
        int step = SUMS / count / CHANNELS * CHANNELS;
        for (int group = from; group < until; group += step) {
            int end = Math.min(group + step, until);
            for (int t = 0; t < terms; t += CHAIN) {
                boolean full = t + CHAIN < terms;
                float[] weights = full ? panels : last;
                int first = full ? at + t * width : lastAt;
                float[] x = inputs(scratch, t);
                for (int c = group; c < end; c += CHANNELS) {
                    add(
                            x,
                            weights,
                            first + c,
                            first + c + width,
                            scratch[c],
                            scratch[c + 1],
                            scratch[c + 2],
                            scratch[c + 3],
                            count);
                }
            }
        }
    }

    private static void add(
            float[] x, float[] weights, int first, int second, float[] p, float[] q, float[] r, float[] s, int count) {
        float p0 = weights[first];
        float q0 = weights[first + 1];
        float r0 = weights[first + 2];
        float s0 = weights[first + 3];
        float p1 = weights[second];
        float q1 = weights[second + 1];
        float r1 = weights[second + 2];
        float s1 = weights[second + 3];
        for (int v = 0; v < count; v++) {
            float x0 = x[v];
            float x1 = x[v + STEP];
            float a = Math.fma(p1, x1, Math.fma(p0, x0, p[v]));
            float b = Math.fma(q1, x1, Math.fma(q0, x0, q[v]));
            float c = Math.fma(r1, x1, Math.fma(r0, x0, r[v]));
            float d = Math.fma(s1, x1, Math.fma(s0, x0, s[v]));
            p[v] = a;
            q[v] = b;
            r[v] = c;
            s[v] = d;
        }
    }
}
