package io.upvox.kernel.toomcook;

/** The loops of F(2, taps) in plain Java, over {@link ScalarStage lines}. */
final class ScalarPairs {
    private ScalarPairs() {}

    static void inputs(int taps, float[][] x, float[][] y, int n) {
        switch (taps) {
            case 1 -> {
                copy(x[0], y[0], n);
                copy(x[1], y[1], n);
            }
            case 2 -> {
                difference(x[0], x[1], y[0], n);
                copy(x[1], y[1], n);
                difference(x[1], x[2], y[2], n);
            }
            default -> {
                difference(x[0], x[2], y[0], n);
                sum(x[1], x[2], y[1], n);
                difference(x[1], x[2], y[2], n);
                difference(x[1], x[3], y[3], n);
            }
        }
    }

    static void outputs(int taps, float[][] m, float[][] y, int n) {
        switch (taps) {
            case 1 -> {
                copy(m[0], y[0], n);
                copy(m[1], y[1], n);
            }
            case 2 -> {
                sum(m[0], m[1], y[0], n);
                difference(m[1], m[2], y[1], n);
            }
            default -> {
                sum(m[0], m[1], m[2], y[0], n);
                difference(m[1], m[2], m[3], y[1], n);
            }
        }
    }

    private static void copy(float[] a, float[] y, int n) {
        System.arraycopy(a, 0, y, 0, n);
    }

    private static void sum(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void difference(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void sum(float[] a, float[] b, float[] c, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i] + c[i];
        }
    }

    private static void difference(float[] a, float[] b, float[] c, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i] - c[i];
        }
    }
}
