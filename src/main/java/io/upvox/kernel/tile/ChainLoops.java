package io.upvox.kernel.tile;

/**
 * The inner loops of plain Java: three terms added to the sums of three or two output channels, voxels side by side.
 *
 * <p>The compiler makes vectors of a loop only where it sees that what is written and what is read do not meet: all indices
 * must have the same variable part. It also gives up on loops that are too long before it unrolls them, and every index of its
 * own makes a loop longer: so terms and channels have arrays of their own with one index for all. With one array for three
 * terms JDK 17 gave up where runs had 100 voxels or more; with three terms and four channels, or four and three, it always
 * does. That is also why the two loops are written out: channels are variables, not an array of them.
 */
final class ChainLoops {
    private ChainLoops() {}

    static void three(
            float[] x,
            float[] y,
            float[] z,
            float[] weights,
            int at,
            int width,
            float[] p,
            float[] q,
            float[] r,
            int count) {
        float px = weights[at];
        float qx = weights[at + 1];
        float rx = weights[at + 2];
        float py = weights[at + width];
        float qy = weights[at + width + 1];
        float ry = weights[at + width + 2];
        float pz = weights[at + 2 * width];
        float qz = weights[at + 2 * width + 1];
        float rz = weights[at + 2 * width + 2];
        for (int v = 0; v < count; v++) {
            float xv = x[v];
            float yv = y[v];
            float zv = z[v];
            float a = Math.fma(pz, zv, Math.fma(py, yv, Math.fma(px, xv, p[v])));
            float b = Math.fma(qz, zv, Math.fma(qy, yv, Math.fma(qx, xv, q[v])));
            float c = Math.fma(rz, zv, Math.fma(ry, yv, Math.fma(rx, xv, r[v])));
            p[v] = a;
            q[v] = b;
            r[v] = c;
        }
    }

    static void two(
            float[] x, float[] y, float[] z, float[] weights, int at, int width, float[] p, float[] q, int count) {
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
