package io.upvox.kernel.tile;

/**
 * The inner loop of plain Java with voxels side by side: four terms of a reduction added to the sums of one output channel.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet: all indices
 * must have the same variable part, so terms lie at constant distances in one array and the sums of a channel in an array of
 * their own. It also gives up on loops that grow too long as it unrolls them, which eight terms do.
 */
public final class VoxelChains {
    /** Terms of a chain. */
    public static final int TERMS = 4;
    /** Voxels of a run at most. */
    public static final int RUN = 1024;
    /** Distance of terms in their array; not a power of two, so that they do not compete for cache sets. */
    private static final int STEP = RUN + 16;

    private VoxelChains() {}

    /** An array for the sums of a channel. */
    public static float[] sums() {
        return new float[RUN];
    }

    /** An array for the inputs of four terms. */
    public static float[] terms() {
        return new float[TERMS * STEP];
    }

    /** Where the inputs of a term begin. */
    public static int term(int term) {
        return term * STEP;
    }

    /**
     * Adds four terms in order.
     *
     * @param x inputs: of term t and voxel v at {@code term(t) + v}
     * @param weights of term t at {@code at + t*width}
     * @param at the first term's weight
     * @param width distance of terms
     * @param sums of the voxels, from index 0
     * @param count number of voxels
     */
    public static void add(float[] x, float[] weights, int at, int width, float[] sums, int count) {
        float w0 = weights[at];
        float w1 = weights[at + width];
        float w2 = weights[at + 2 * width];
        float w3 = weights[at + 3 * width];
        for (int v = 0; v < count; v++) {
            sums[v] = Math.fma(
                    w3,
                    x[v + 3 * STEP],
                    Math.fma(w2, x[v + 2 * STEP], Math.fma(w1, x[v + STEP], Math.fma(w0, x[v], sums[v]))));
        }
    }
}
