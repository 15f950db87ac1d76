package io.upvox.kernel.tile;

/**
 * The inner loop of plain Java: three terms added to the sums of two output channels, voxels side by side.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet: all indices
 * must have the same variable part. It also gives up on loops that are too long before it unrolls them, and every index of its
 * own makes a loop longer: so terms and channels have arrays of their own with one index for all. With three channels JDK 17
 * makes no vectors of 512 bits under G1, whose loops are cut into strips: a tenth of the speed. That is also why channels are
 * variables, not an array of them.
 */
final class ChainLoops {
    /**
     * Voxels of a run from which on it is a long one. How wide the vectors of a loop are depends on how many turns the compiler
     * has counted: 128 bits up to some 64 in the mean, 256 from some 100 and 512 from some 150 on. If both kinds had one loop,
     * short runs, which come first in small layers, would leave long ones with 128 bits, a third of the speed.
     */
    private static final int LONG = 152;

    private ChainLoops() {}

    /**
     * Adds terms with inputs x, y and z to the sums p and q. Both loops stand in this method, with all that belongs to them: so it
     * has more than the 325 bytes of code that compilers take into callers at most. There JDK 17 makes no vectors of one or the
     * other in some processes.
     */
    @SuppressWarnings("DuplicateBranches")
    static void two(
            float[] x, float[] y, float[] z, float[] weights, int at, int width, float[] p, float[] q, int count) {
        if (count < LONG) {
            float px = weights[at];
            float qx = weights[at + 1];
            float py = weights[at + width];
            float qy = weights[at + width + 1];
            float pz = weights[at + 2 * width];
            float qz = weights[at + 2 * width + 1];
            for (int v = 0; v < count; v++) {
                float xv = x[v];
                float yv = y[v];
                float zv = z[v];
                float a = Math.fma(pz, zv, Math.fma(py, yv, Math.fma(px, xv, p[v])));
                float b = Math.fma(qz, zv, Math.fma(qy, yv, Math.fma(qx, xv, q[v])));
                p[v] = a;
                q[v] = b;
            }
        } else {
            float px = weights[at];
            float qx = weights[at + 1];
            float py = weights[at + width];
            float qy = weights[at + width + 1];
            float pz = weights[at + 2 * width];
            float qz = weights[at + 2 * width + 1];
            for (int v = 0; v < count; v++) {
                float xv = x[v];
                float yv = y[v];
                float zv = z[v];
                float a = Math.fma(pz, zv, Math.fma(py, yv, Math.fma(px, xv, p[v])));
                float b = Math.fma(qz, zv, Math.fma(qy, yv, Math.fma(qx, xv, q[v])));
                p[v] = a;
                q[v] = b;
            }
        }
    }
}
