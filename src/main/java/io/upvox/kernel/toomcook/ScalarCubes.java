package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;
import java.util.Arrays;

/**
 * F(2,1) and F(2,2) on all axes in plain Java. What is computed with is copied into lines of a thread: compilers make vectors of loops
 * over whole arrays, but not over places in one array that may overlap.
 */
final class ScalarCubes {
    private static final int PITCH = ChannelTiles.PITCH;
    private static final int COUNT = SharedFeatures.COUNT;
    private static final ThreadLocal<ScalarCubes> OF_THREAD = ThreadLocal.withInitial(ScalarCubes::new);

    /** By place along H and W; for inputs so many along W. */
    private final float[][] lines = new float[3 * COUNT][0];

    private float[] first = {};
    private float[] second = {};
    private float[] third = {};
    private float[] result = {};

    private ScalarCubes() {}

    static ScalarCubes ofThread() {
        return OF_THREAD.get();
    }

    private void reserve(int length) {
        if (first.length >= length) {
            return;
        }
        first = new float[length];
        second = new float[length];
        third = new float[length];
        result = new float[length];
        Arrays.setAll(lines, i -> new float[length]);
    }

    /** Products of a row of tiles. */
    void inputs(
            int tapsD,
            int tapsH,
            int tapsW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int step,
            int width) {
        int read = (2 * width + tapsW - 1) * PITCH;
        reserve(read);
        int n = width * PITCH;
        for (int d = 0; d <= tapsD; d++) {
            int plane = from + (tapsD == 2 ? (d + 1) / 2 : d) * planeStep;
            for (int h = 0; h <= tapsH; h++) {
                alongD(src, plane + h * rowStep, tapsD == 1 || d == 1 ? 0 : planeStep, read);
                alongW(tapsW, COUNT * h, width);
            }
            for (int w = 0; w <= tapsW; w++) {
                int at = to + (d * (tapsH + 1) * (tapsW + 1) + w) * step;
                int next = (tapsW + 1) * step;
                if (tapsH == 1) {
                    System.arraycopy(lines[w], 0, dst, at, n);
                    System.arraycopy(lines[COUNT + w], 0, dst, at + next, n);
                } else {
                    alongH(w, dst, at, next, n);
                }
            }
        }
    }

    /** Features of all phases of a row of tiles. */
    void sharedInputs(
            int tapsD,
            int singleH,
            int singleW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int step,
            int width) {
        int read = (2 * width + 1) * PITCH;
        reserve(read);
        int n = width * PITCH;
        for (int d = 0; d <= tapsD; d++) {
            int plane = from + (tapsD == 2 ? (d + 1) / 2 : d) * planeStep;
            for (int h = 0; h < 3; h++) {
                alongD(src, plane + h * rowStep, tapsD == 1 || d == 1 ? 0 : planeStep, read);
                alongW(2, COUNT * h, width);
                System.arraycopy(singleW == 0 ? first : second, 0, lines[COUNT * h + 3], 0, n);
            }
            for (int w = 0; w < COUNT; w++) {
                int at = to + (d * COUNT * COUNT + w) * step;
                alongH(w, dst, at, COUNT * step, n);
                System.arraycopy(lines[COUNT * singleH + w], 0, dst, at + 3 * COUNT * step, n);
            }
        }
    }

    /** A row of a product along D: of one plane if the step is 0. */
    private void alongD(float[] src, int from, int planeStep, int n) {
        if (planeStep == 0) {
            System.arraycopy(src, from, result, 0, n);
            return;
        }
        System.arraycopy(src, from, first, 0, n);
        System.arraycopy(src, from + planeStep, second, 0, n);
        difference(first, second, result, n);
    }

    /** The products along W of the row in {@code result}. */
    private void alongW(int taps, int line, int width) {
        float[] even = taps == 1 ? lines[line] : first;
        float[] odd = lines[line + 1];
        for (int v = 0; v < width; v++) {
            System.arraycopy(result, 2 * v * PITCH, even, v * PITCH, PITCH);
            System.arraycopy(result, (2 * v + 1) * PITCH, odd, v * PITCH, PITCH);
        }
        if (taps == 1) {
            return;
        }
        System.arraycopy(first, PITCH, second, 0, (width - 1) * PITCH);
        System.arraycopy(result, 2 * width * PITCH, second, (width - 1) * PITCH, PITCH);
        difference(first, odd, lines[line], width * PITCH);
        difference(odd, second, lines[line + 2], width * PITCH);
    }

    /** The products of F(2,2) along H of the lines at a place along W. */
    private void alongH(int w, float[] dst, int to, int step, int n) {
        difference(lines[w], lines[COUNT + w], result, n);
        System.arraycopy(result, 0, dst, to, n);
        System.arraycopy(lines[COUNT + w], 0, dst, to + step, n);
        difference(lines[COUNT + w], lines[2 * COUNT + w], result, n);
        System.arraycopy(result, 0, dst, to + 2 * step, n);
    }

    /** Outputs of a run. */
    void outputs(float[] src, int from, int step, float[] dst, int to, int rowStep, int columnStep, int n) {
        reserve(n);
        for (int d = 0; d < 2; d++) {
            for (int i = 0; i < 9; i++) {
                System.arraycopy(src, from + (9 * d + i) * step, first, 0, n);
                System.arraycopy(src, from + (9 * d + 9 + i) * step, second, 0, n);
                combine(d, first, second, lines[i], n);
            }
            for (int h = 0; h < 2; h++) {
                combine(h, lines[3 * h], lines[3 * h + 3], first, n);
                combine(h, lines[3 * h + 1], lines[3 * h + 4], third, n);
                combine(h, lines[3 * h + 2], lines[3 * h + 5], second, n);
                int at = to + (2 * d + h) * rowStep;
                sum(first, third, result, n);
                System.arraycopy(result, 0, dst, at, n);
                difference(third, second, result, n);
                System.arraycopy(result, 0, dst, at + columnStep, n);
            }
        }
    }

    /** The first output of two neighbouring sums, or the second. */
    private static void combine(int output, float[] a, float[] b, float[] y, int n) {
        if (output == 0) {
            sum(a, b, y, n);
        } else {
            difference(a, b, y, n);
        }
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
}
