package io.upvox.kernel.tile;

/**
 * The inner loop of plain Java with voxels side by side: two terms of a reduction added to the sums of a few output channels,
 * so that what is loaded of the inputs serves them all.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet: all indices
 * must have the same variable part, so terms lie at constant distances in one array, and the sums of the channels likewise in
 * an array of their own. It also gives up on loops that grow too long as it unrolls them: more terms or channels are too many,
 * and before JDK 25 four channels are.
 */
public final class VoxelChains {
    /** Terms of a chain. */
    public static final int TERMS = 2;
    /** Channels whose sums lie in one array; a power of two. */
    public static final int CHANNELS = Runtime.version().feature() >= 25 ? 4 : 2;
    /** Voxels of a run at most: the sums of 32 channels stay in the first cache while all terms pass. */
    public static final int RUN = 256;
    /** Distance of terms and of channels; not a power of two, so that they do not compete for cache sets. */
    private static final int STEP = RUN + 16;

    private VoxelChains() {}

    /** Arrays for the sums of some channels, a multiple of {@link #CHANNELS}, and behind them one for the inputs of the terms. */
    public static float[][] scratch(int channels) {
        int arrays = channels / CHANNELS;
        float[][] scratch = new float[arrays + 1][CHANNELS * STEP];
        scratch[arrays] = new float[TERMS * STEP];
        return scratch;
    }

    /** The array of the inputs. */
    public static float[] inputs(float[][] scratch) {
        return scratch[scratch.length - 1];
    }

    /** The array of the sums of a channel. */
    public static float[] sums(float[][] scratch, int channel) {
        return scratch[channel / CHANNELS];
    }

    /** Where the sums of a channel begin in their array. */
    public static int first(int channel) {
        return channel % CHANNELS * STEP;
    }

    /** Where the inputs of a term begin. */
    public static int term(int term) {
        return term * STEP;
    }

    /**
     * Adds the terms in order to the sums of the channels of one array.
     *
     * @param x inputs: of term t and voxel v at {@code term(t) + v}
     * @param weights of term t and channel c at {@code at + t*width + c}
     * @param at the first term's and channel's weight
     * @param width distance of terms
     * @param sums of the voxels: of channel c from {@code first(c)}
     * @param count number of voxels
     */
    public static void add(float[] x, float[] weights, int at, int width, float[] sums, int count) {
        if (CHANNELS == 4) {
            four(x, weights, at, at + width, sums, count);
        } else {
            two(x, weights, at, at + width, sums, count);
        }
    }

    private static void four(float[] x, float[] weights, int first, int second, float[] sums, int count) {
        float a0 = weights[first];
        float b0 = weights[first + 1];
        float c0 = weights[first + 2];
        float d0 = weights[first + 3];
        float a1 = weights[second];
        float b1 = weights[second + 1];
        float c1 = weights[second + 2];
        float d1 = weights[second + 3];
        for (int v = 0; v < count; v++) {
            float x0 = x[v];
            float x1 = x[v + STEP];
            float a = Math.fma(a1, x1, Math.fma(a0, x0, sums[v]));
            float b = Math.fma(b1, x1, Math.fma(b0, x0, sums[v + STEP]));
            float c = Math.fma(c1, x1, Math.fma(c0, x0, sums[v + 2 * STEP]));
            float d = Math.fma(d1, x1, Math.fma(d0, x0, sums[v + 3 * STEP]));
            sums[v] = a;
            sums[v + STEP] = b;
            sums[v + 2 * STEP] = c;
            sums[v + 3 * STEP] = d;
        }
    }

    private static void two(float[] x, float[] weights, int first, int second, float[] sums, int count) {
        float a0 = weights[first];
        float b0 = weights[first + 1];
        float a1 = weights[second];
        float b1 = weights[second + 1];
        for (int v = 0; v < count; v++) {
            float x0 = x[v];
            float x1 = x[v + STEP];
            float a = Math.fma(a1, x1, Math.fma(a0, x0, sums[v]));
            float b = Math.fma(b1, x1, Math.fma(b0, x0, sums[v + STEP]));
            sums[v] = a;
            sums[v + STEP] = b;
        }
    }
}
