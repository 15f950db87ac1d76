package io.upvox.kernel.toomcook;

/** The loops of F(4, taps) in plain Java, over {@link ScalarStage lines}. */
final class ScalarQuads {
    private ScalarQuads() {}

    static void inputs(int taps, float[][] x, float[][] y, int n) {
        switch (taps) {
            case 2 -> {
                inner(x[0], x[1], x[2], x[3], -25 / 16f, 1 / 2f, y[0], n);
                inner(x[0], x[1], x[2], x[3], -25 / 16f, -1 / 2f, y[1], n);
                inner(x[0], x[1], x[2], x[3], -1 / 4f, 5 / 4f, y[2], n);
                inner(x[0], x[1], x[2], x[3], -1 / 4f, -5 / 4f, y[3], n);
                outer(x[0], x[2], x[4], 25 / 64f, -29 / 16f, y[4], n);
            }
            case 3 -> {
                outer(x[0], x[2], x[4], 81 / 64f, -45 / 16f, y[0], n);
                inner(x[1], x[2], x[3], x[4], -9 / 4f, 3 / 4f, y[1], n);
                inner(x[1], x[2], x[3], x[4], -9 / 4f, -3 / 4f, y[2], n);
                inner(x[1], x[2], x[3], x[4], -9 / 16f, 3 / 2f, y[3], n);
                inner(x[1], x[2], x[3], x[4], -9 / 16f, -3 / 2f, y[4], n);
                outer(x[1], x[3], x[5], 81 / 64f, -45 / 16f, y[5], n);
            }
            default -> {
                outer(x[0], x[2], x[4], x[6], y[0], n);
                inner(x, 4f, -5f, 1 / 2f, y[1], n);
                inner(x, 4f, -5f, -1 / 2f, y[2], n);
                inner(x, 1f, -17 / 4f, 1f, y[3], n);
                inner(x, 1f, -17 / 4f, -1f, y[4], n);
                inner(x, 1 / 4f, -5 / 4f, 2f, y[5], n);
                inner(x, 1 / 4f, -5 / 4f, -2f, y[6], n);
                outer(x[1], x[3], x[5], x[7], y[7], n);
            }
        }
    }

    static void outputs(int taps, float[][] m, float[][] y, int n) {
        switch (taps) {
            case 2 -> {
                first(m[0], m[1], m[2], m[3], y[0], n);
                odd(m[0], m[1], m[2], m[3], 1 / 2f, 5 / 4f, y[1], n);
                even(m[0], m[1], m[2], m[3], 1 / 4f, 25 / 16f, y[2], n);
                last(m[0], m[1], m[2], m[3], m[4], 1 / 8f, 125 / 64f, y[3], n);
            }
            case 3 -> {
                first(m[0], m[1], m[2], m[3], m[4], y[0], n);
                odd(m[1], m[2], m[3], m[4], 3 / 4f, 3 / 2f, y[1], n);
                even(m[1], m[2], m[3], m[4], 9 / 16f, 9 / 4f, y[2], n);
                last(m[1], m[2], m[3], m[4], m[5], 27 / 64f, 27 / 8f, y[3], n);
            }
            default -> {
                first(m, y[0], n);
                odd(m, 1 / 2f, 2f, y[1], n);
                even(m, y[2], n);
                odd(m, 1 / 8f, 8f, y[3], n);
                add(m[7], y[3], n);
            }
        }
    }

    private static void outer(float[] a, float[] b, float[] c, float k, float l, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(k, a[i], Math.fma(l, b[i], c[i]));
        }
    }

    private static void inner(float[] a, float[] b, float[] c, float[] d, float k, float m, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(m, Math.fma(k, a[i], c[i]), Math.fma(k, b[i], d[i]));
        }
    }

    private static void outer(float[] a, float[] b, float[] c, float[] d, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(21 / 4f, b[i] - c[i], d[i] - a[i]);
        }
    }

    private static void inner(float[][] x, float k, float l, float m, float[] y, int n) {
        float[] a = x[1];
        float[] b = x[2];
        float[] c = x[3];
        float[] d = x[4];
        float[] e = x[5];
        float[] f = x[6];
        for (int i = 0; i < n; i++) {
            float odd = Math.fma(k, a[i], Math.fma(l, c[i], e[i]));
            float even = Math.fma(k, b[i], Math.fma(l, d[i], f[i]));
            y[i] = Math.fma(m, odd, even);
        }
    }

    private static void first(float[] a, float[] b, float[] c, float[] d, float[] e, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + (b[i] + c[i]) + (d[i] + e[i]);
        }
    }

    private static void first(float[] a, float[] b, float[] c, float[] d, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i] + (c[i] + d[i]);
        }
    }

    private static void odd(float[] a, float[] b, float[] c, float[] d, float k, float l, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(l, c[i] - d[i], k * (a[i] - b[i]));
        }
    }

    private static void even(float[] a, float[] b, float[] c, float[] d, float k, float l, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(l, c[i] + d[i], k * (a[i] + b[i]));
        }
    }

    private static void last(
            float[] a, float[] b, float[] c, float[] d, float[] e, float k, float l, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float near = k * (a[i] - b[i]);
            y[i] = Math.fma(l, c[i] - d[i], near) + e[i];
        }
    }

    private static void first(float[][] m, float[] y, int n) {
        float[] a = m[1];
        float[] b = m[2];
        float[] c = m[3];
        float[] d = m[4];
        float[] e = m[5];
        float[] f = m[6];
        float[] zero = m[0];
        for (int i = 0; i < n; i++) {
            float far = c[i] + d[i] + (e[i] + f[i]);
            y[i] = zero[i] + (a[i] + b[i]) + far;
        }
    }

    private static void odd(float[][] m, float k, float l, float[] y, int n) {
        float[] a = m[1];
        float[] b = m[2];
        float[] c = m[3];
        float[] d = m[4];
        float[] e = m[5];
        float[] f = m[6];
        for (int i = 0; i < n; i++) {
            float near = Math.fma(k, a[i] - b[i], c[i] - d[i]);
            y[i] = Math.fma(l, e[i] - f[i], near);
        }
    }

    private static void even(float[][] m, float[] y, int n) {
        float[] a = m[1];
        float[] b = m[2];
        float[] c = m[3];
        float[] d = m[4];
        float[] e = m[5];
        float[] f = m[6];
        for (int i = 0; i < n; i++) {
            float near = Math.fma(1 / 4f, a[i] + b[i], c[i] + d[i]);
            y[i] = Math.fma(4f, e[i] + f[i], near);
        }
    }

    private static void add(float[] a, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += a[i];
        }
    }
}
