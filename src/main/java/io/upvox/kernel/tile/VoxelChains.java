package io.upvox.kernel.tile;

/**
 * The inner loop of plain Java with voxels side by side: eight terms of a reduction added to the sums of one output channel.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet. Two arrays
 * might be one, so all lie in one, at constant distances: the sums first, which are copied in and out, then the terms. Sixteen
 * terms, or the sums of two channels in one loop, are no longer made vectors of by every compiler.
 */
public final class VoxelChains {
    /** Terms of a chain. */
    public static final int TERMS = 8;
    /** Voxels of a run at most. */
    public static final int RUN = 1024;
    /** Distance of terms in their array; not a power of two, so that they do not compete for cache sets. */
    private static final int STEP = RUN + 16;

    private VoxelChains() {}

    /** An array for the sums of a channel. */
    public static float[] sums() {
        return new float[RUN];
    }

    /** An array for the inputs of eight terms. */
    public static float[] terms() {
        return new float[(TERMS + 1) * STEP];
    }

    /** Where the inputs of a term begin. */
    public static int term(int term) {
        return (term + 1) * STEP;
    }

    /**
     * Adds eight terms in order.
     *
     * @param x inputs: of term t and voxel v at {@code term(t) + v}; what lies before term 0 is overwritten
     * @param weights of term t at {@code at + t*width}
     * @param at the first term's weight
     * @param width distance of terms
     * @param sums of the voxels, from index 0
     * @param count number of voxels
     */
    public static void add(float[] x, float[] weights, int at, int width, float[] sums, int count) {
        System.arraycopy(sums, 0, x, 0, count);
        chain(x, weights, at, width, count);
        System.arraycopy(x, 0, sums, 0, count);
    }

    private static void chain(float[] x, float[] weights, int at, int width, int count) {
        float w0 = weights[at];
        float w1 = weights[at + width];
        float w2 = weights[at + 2 * width];
        float w3 = weights[at + 3 * width];
        float w4 = weights[at + 4 * width];
        float w5 = weights[at + 5 * width];
        float w6 = weights[at + 6 * width];
        float w7 = weights[at + 7 * width];
        for (int v = 0; v < count; v++) {
            float x0 = x[v + STEP];
            float x1 = x[v + 2 * STEP];
            float x2 = x[v + 3 * STEP];
            float x3 = x[v + 4 * STEP];
            float x4 = x[v + 5 * STEP];
            float x5 = x[v + 6 * STEP];
            float x6 = x[v + 7 * STEP];
            float x7 = x[v + 8 * STEP];
            x[v] = Math.fma(
                    w7,
                    x7,
                    Math.fma(
                            w6,
                            x6,
                            Math.fma(
                                    w5,
                                    x5,
                                    Math.fma(
                                            w4,
                                            x4,
                                            Math.fma(
                                                    w3,
                                                    x3,
                                                    Math.fma(w2, x2, Math.fma(w1, x1, Math.fma(w0, x0, x[v]))))))));
        }
    }
}
