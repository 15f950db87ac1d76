package io.upvox.kernel.toomcook;

/**
 * The inputs of F(4, taps) in plain Java for the channels of one voxel, which are too few for the compiler to make vectors of:
 * all features of a channel at once, so that what two of them share is computed once. The same bits as {@link ScalarQuads}.
 */
final class ScalarVoxelQuads {
    private ScalarVoxelQuads() {}

    static void inputs(int taps, float[] src, int[] x, float[] dst, int[] p, int n) {
        switch (taps) {
            case 2 -> two(src, x, dst, p, n);
            case 3 -> three(src, x, dst, p, n);
            default -> five(src, x, dst, p, n);
        }
    }

    private static void two(float[] src, int[] x, float[] dst, int[] p, int n) {
        for (int i = 0; i < n; i++) {
            float a = src[x[0] + i];
            float b = src[x[1] + i];
            float c = src[x[2] + i];
            float d = src[x[3] + i];
            pair(1 / 2f, Math.fma(-25 / 16f, a, c), Math.fma(-25 / 16f, b, d), dst, p[0] + i, p[1] + i);
            pair(5 / 4f, Math.fma(-1 / 4f, a, c), Math.fma(-1 / 4f, b, d), dst, p[2] + i, p[3] + i);
            dst[p[4] + i] = Math.fma(25 / 64f, a, Math.fma(-29 / 16f, c, src[x[4] + i]));
        }
    }

    private static void three(float[] src, int[] x, float[] dst, int[] p, int n) {
        for (int i = 0; i < n; i++) {
            float a = src[x[1] + i];
            float b = src[x[2] + i];
            float c = src[x[3] + i];
            float d = src[x[4] + i];
            dst[p[0] + i] = Math.fma(81 / 64f, src[x[0] + i], Math.fma(-45 / 16f, b, d));
            pair(3 / 4f, Math.fma(-9 / 4f, a, c), Math.fma(-9 / 4f, b, d), dst, p[1] + i, p[2] + i);
            pair(3 / 2f, Math.fma(-9 / 16f, a, c), Math.fma(-9 / 16f, b, d), dst, p[3] + i, p[4] + i);
            dst[p[5] + i] = Math.fma(81 / 64f, a, Math.fma(-45 / 16f, c, src[x[5] + i]));
        }
    }

    private static void five(float[] src, int[] x, float[] dst, int[] p, int n) {
        for (int i = 0; i < n; i++) {
            float a = src[x[1] + i];
            float b = src[x[2] + i];
            float c = src[x[3] + i];
            float d = src[x[4] + i];
            float e = src[x[5] + i];
            float f = src[x[6] + i];
            dst[p[0] + i] = Math.fma(21 / 4f, b - d, f - src[x[0] + i]);
            pair(1 / 2f, sum(4f, a, -5f, c, e), sum(4f, b, -5f, d, f), dst, p[1] + i, p[2] + i);
            pair(1f, sum(1f, a, -17 / 4f, c, e), sum(1f, b, -17 / 4f, d, f), dst, p[3] + i, p[4] + i);
            pair(2f, sum(1 / 4f, a, -5 / 4f, c, e), sum(1 / 4f, b, -5 / 4f, d, f), dst, p[5] + i, p[6] + i);
            dst[p[7] + i] = Math.fma(21 / 4f, c - e, src[x[7] + i] - a);
        }
    }

    private static float sum(float k, float a, float l, float b, float c) {
        return Math.fma(k, a, Math.fma(l, b, c));
    }

    /** The features of a point and of its opposite. */
    private static void pair(float point, float odd, float even, float[] dst, int to, int opposite) {
        dst[to] = Math.fma(point, odd, even);
        dst[opposite] = Math.fma(-point, odd, even);
    }
}
