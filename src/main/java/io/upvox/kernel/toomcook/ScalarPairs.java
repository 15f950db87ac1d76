package io.upvox.kernel.toomcook;

/** The loops of F(2, taps) in plain Java, over one contiguous piece of a run. */
final class ScalarPairs {
    private ScalarPairs() {}

    static void inputs(int taps, float[] src, int[] x, float[] dst, int[] p, int n) {
        switch (taps) {
            case 1 -> {
                System.arraycopy(src, x[0], dst, p[0], n);
                System.arraycopy(src, x[1], dst, p[1], n);
            }
            case 2 -> {
                difference(src, x[0], x[1], dst, p[0], n);
                System.arraycopy(src, x[1], dst, p[1], n);
                difference(src, x[1], x[2], dst, p[2], n);
            }
            default -> {
                difference(src, x[0], x[2], dst, p[0], n);
                sum(src, x[1], x[2], dst, p[1], n);
                difference(src, x[1], x[2], dst, p[2], n);
                difference(src, x[1], x[3], dst, p[3], n);
            }
        }
    }

    static void outputs(int taps, float[] src, int[] m, float[] dst, int first, int second, int n) {
        switch (taps) {
            case 1 -> {
                System.arraycopy(src, m[0], dst, first, n);
                System.arraycopy(src, m[1], dst, second, n);
            }
            case 2 -> {
                sum(src, m[0], m[1], dst, first, n);
                difference(src, m[1], m[2], dst, second, n);
            }
            default -> {
                sum3(src, m[0], m[1], m[2], dst, first, n);
                difference3(src, m[1], m[2], m[3], dst, second, n);
            }
        }
    }

    private static void sum(float[] src, int a, int b, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] + src[b + i];
        }
    }

    private static void difference(float[] src, int a, int b, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] - src[b + i];
        }
    }

    private static void sum3(float[] src, int a, int b, int c, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] + src[b + i] + src[c + i];
        }
    }

    private static void difference3(float[] src, int a, int b, int c, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] - src[b + i] - src[c + i];
        }
    }
}
