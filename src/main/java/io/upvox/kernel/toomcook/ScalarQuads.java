package io.upvox.kernel.toomcook;

/** The loops of F(4, taps) in plain Java, over one contiguous piece of a run. */
final class ScalarQuads {
    private ScalarQuads() {}

    static void inputs(int taps, float[] src, int[] x, float[] dst, int[] p, int n) {
        switch (taps) {
            case 2 -> {
                inner(src, x[0], x[1], x[2], x[3], -25 / 16f, 1 / 2f, dst, p[0], n);
                inner(src, x[0], x[1], x[2], x[3], -25 / 16f, -1 / 2f, dst, p[1], n);
                inner(src, x[0], x[1], x[2], x[3], -1 / 4f, 5 / 4f, dst, p[2], n);
                inner(src, x[0], x[1], x[2], x[3], -1 / 4f, -5 / 4f, dst, p[3], n);
                outer(src, x[0], x[2], x[4], 25 / 64f, -29 / 16f, dst, p[4], n);
            }
            case 3 -> {
                outer(src, x[0], x[2], x[4], 81 / 64f, -45 / 16f, dst, p[0], n);
                inner(src, x[1], x[2], x[3], x[4], -9 / 4f, 3 / 4f, dst, p[1], n);
                inner(src, x[1], x[2], x[3], x[4], -9 / 4f, -3 / 4f, dst, p[2], n);
                inner(src, x[1], x[2], x[3], x[4], -9 / 16f, 3 / 2f, dst, p[3], n);
                inner(src, x[1], x[2], x[3], x[4], -9 / 16f, -3 / 2f, dst, p[4], n);
                outer(src, x[1], x[3], x[5], 81 / 64f, -45 / 16f, dst, p[5], n);
            }
            default -> {
                outer(src, x[0], x[2], x[4], x[6], dst, p[0], n);
                inner(src, x, 4f, -5f, 1 / 2f, dst, p[1], n);
                inner(src, x, 4f, -5f, -1 / 2f, dst, p[2], n);
                inner(src, x, 1f, -17 / 4f, 1f, dst, p[3], n);
                inner(src, x, 1f, -17 / 4f, -1f, dst, p[4], n);
                inner(src, x, 1 / 4f, -5 / 4f, 2f, dst, p[5], n);
                inner(src, x, 1 / 4f, -5 / 4f, -2f, dst, p[6], n);
                outer(src, x[1], x[3], x[5], x[7], dst, p[7], n);
            }
        }
    }

    static void outputs(int taps, float[] src, int[] m, float[] dst, int to, int step, int n) {
        switch (taps) {
            case 2 -> {
                first(src, m[0], m[1], m[2], m[3], dst, to, n);
                odd(src, m[0], m[1], m[2], m[3], 1 / 2f, 5 / 4f, dst, to + step, n);
                even(src, m[0], m[1], m[2], m[3], 1 / 4f, 25 / 16f, dst, to + 2 * step, n);
                last(src, m[0], m[1], m[2], m[3], m[4], 1 / 8f, 125 / 64f, dst, to + 3 * step, n);
            }
            case 3 -> {
                first(src, m[0], m[1], m[2], m[3], m[4], dst, to, n);
                odd(src, m[1], m[2], m[3], m[4], 3 / 4f, 3 / 2f, dst, to + step, n);
                even(src, m[1], m[2], m[3], m[4], 9 / 16f, 9 / 4f, dst, to + 2 * step, n);
                last(src, m[1], m[2], m[3], m[4], m[5], 27 / 64f, 27 / 8f, dst, to + 3 * step, n);
            }
            default -> {
                first(src, m, dst, to, n);
                odd(src, m, 1 / 2f, 2f, dst, to + step, n);
                even(src, m, dst, to + 2 * step, n);
                odd(src, m, 1 / 8f, 8f, dst, to + 3 * step, n);
                add(src, m[7], dst, to + 3 * step, n);
            }
        }
    }

    private static void outer(float[] src, int a, int b, int c, float k, float l, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = Math.fma(k, src[a + i], Math.fma(l, src[b + i], src[c + i]));
        }
    }

    private static void inner(float[] src, int a, int b, int c, int d, float k, float m, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = Math.fma(m, Math.fma(k, src[a + i], src[c + i]), Math.fma(k, src[b + i], src[d + i]));
        }
    }

    private static void outer(float[] src, int a, int b, int c, int d, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = Math.fma(21 / 4f, src[b + i] - src[c + i], src[d + i] - src[a + i]);
        }
    }

    private static void inner(float[] src, int[] x, float k, float l, float m, float[] dst, int to, int n) {
        int a = x[1];
        int b = x[2];
        int c = x[3];
        int d = x[4];
        int e = x[5];
        int f = x[6];
        for (int i = 0; i < n; i++) {
            float odd = Math.fma(k, src[a + i], Math.fma(l, src[c + i], src[e + i]));
            float even = Math.fma(k, src[b + i], Math.fma(l, src[d + i], src[f + i]));
            dst[to + i] = Math.fma(m, odd, even);
        }
    }

    private static void first(float[] src, int a, int b, int c, int d, int e, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] + (src[b + i] + src[c + i]) + (src[d + i] + src[e + i]);
        }
    }

    private static void first(float[] src, int a, int b, int c, int d, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = src[a + i] + src[b + i] + (src[c + i] + src[d + i]);
        }
    }

    private static void odd(float[] src, int a, int b, int c, int d, float k, float l, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = Math.fma(l, src[c + i] - src[d + i], k * (src[a + i] - src[b + i]));
        }
    }

    private static void even(float[] src, int a, int b, int c, int d, float k, float l, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] = Math.fma(l, src[c + i] + src[d + i], k * (src[a + i] + src[b + i]));
        }
    }

    private static void last(
            float[] src, int a, int b, int c, int d, int e, float k, float l, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            float near = k * (src[a + i] - src[b + i]);
            dst[to + i] = Math.fma(l, src[c + i] - src[d + i], near) + src[e + i];
        }
    }

    private static void first(float[] src, int[] m, float[] dst, int to, int n) {
        int a = m[1];
        int b = m[2];
        int c = m[3];
        int d = m[4];
        int e = m[5];
        int f = m[6];
        int zero = m[0];
        for (int i = 0; i < n; i++) {
            float far = src[c + i] + src[d + i] + (src[e + i] + src[f + i]);
            dst[to + i] = src[zero + i] + (src[a + i] + src[b + i]) + far;
        }
    }

    private static void odd(float[] src, int[] m, float k, float l, float[] dst, int to, int n) {
        int a = m[1];
        int b = m[2];
        int c = m[3];
        int d = m[4];
        int e = m[5];
        int f = m[6];
        for (int i = 0; i < n; i++) {
            float near = Math.fma(k, src[a + i] - src[b + i], src[c + i] - src[d + i]);
            dst[to + i] = Math.fma(l, src[e + i] - src[f + i], near);
        }
    }

    private static void even(float[] src, int[] m, float[] dst, int to, int n) {
        int a = m[1];
        int b = m[2];
        int c = m[3];
        int d = m[4];
        int e = m[5];
        int f = m[6];
        for (int i = 0; i < n; i++) {
            float near = Math.fma(1 / 4f, src[a + i] + src[b + i], src[c + i] + src[d + i]);
            dst[to + i] = Math.fma(4f, src[e + i] + src[f + i], near);
        }
    }

    private static void add(float[] src, int a, float[] dst, int to, int n) {
        for (int i = 0; i < n; i++) {
            dst[to + i] += src[a + i];
        }
    }
}
