package io.upvox.kernel.fold;

import java.util.Arrays;

/** The inner loops in plain Java: long runs into one array, several channels or runs at a time. */
final class ScalarFoldLoops implements FoldLoops {
    private static final int[] HEIGHTS = {1};
    /** Voxels whose panel stays in the first cache while all taps pass. */
    private static final int VOXELS = 128;

    @Override
    public String tile() {
        return "1 tap, plain Java";
    }

    @Override
    public int[] heights() {
        return HEIGHTS;
    }

    @Override
    public void copyRows(float[] src, int at, int rowStep, float[] dst, int to, int pitch, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(src, at + row * rowStep, dst, to + row * pitch, width);
        }
    }

    @Override
    public void multiply(
            float[] panel,
            int at,
            int panelStep,
            int voxels,
            TileChoice tiles,
            int first,
            int channels,
            float[] products,
            int to,
            int productStep,
            boolean continues) {
        float[] weights = tiles.weights();
        for (int v = 0; v < voxels; v += VOXELS) {
            int count = Math.min(VOXELS, voxels - v);
            for (int t = 0; t < tiles.count(); t++) {
                int w = tiles.at(t) + first;
                int row = to + tiles.row(t) * productStep + v;
                if (!continues) {
                    Arrays.fill(products, row, row + count, 0f);
                }
                int c = 0;
                for (; c + 4 <= channels; c += 4) {
                    four(panel, at + v + c * panelStep, panelStep, weights, w + c, products, row, count);
                }
                for (; c < channels; c++) {
                    one(panel, at + v + c * panelStep, weights[w + c], products, row, count);
                }
            }
        }
    }

    private static void four(float[] x, int at, int step, float[] w, int from, float[] sums, int to, int count) {
        float w0 = w[from];
        float w1 = w[from + 1];
        float w2 = w[from + 2];
        float w3 = w[from + 3];
        int b = at + step;
        int c = b + step;
        int d = c + step;
        for (int i = 0; i < count; i++) {
            float sum = Math.fma(w1, x[b + i], Math.fma(w0, x[at + i], sums[to + i]));
            sums[to + i] = Math.fma(w3, x[d + i], Math.fma(w2, x[c + i], sum));
        }
    }

    private static void one(float[] x, int at, float w, float[] sums, int to, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] = Math.fma(w, x[at + i], sums[to + i]);
        }
    }

    @Override
    public void add(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        int r = 0;
        for (; r + 2 <= runs; r += 2) {
            add2(products, from[r], from[r + 1], sums, at, count);
        }
        if (r < runs) {
            add1(products, from[r], sums, at, count);
        }
    }

    private static void add2(float[] products, int a, int b, float[] sums, int at, int count) {
        for (int i = 0; i < count; i++) {
            sums[at + i] = sums[at + i] + products[a + i] + products[b + i];
        }
    }

    private static void add1(float[] products, int a, float[] sums, int at, int count) {
        for (int i = 0; i < count; i++) {
            sums[at + i] = sums[at + i] + products[a + i];
        }
    }

    @Override
    public void sum(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        Arrays.fill(sums, at, at + count, 0f);
        add(products, from, runs, sums, at, count);
    }

    @Override
    public void interleave(
            float[] sums, int at, int residues, int residueStep, int columns, float[] dst, int to, float bias) {
        for (int r = 0; r < residues; r++) {
            int from = at + r * residueStep;
            for (int o = r; o < columns; o += residues) {
                dst[to + o] = sums[from++] + bias;
            }
        }
    }
}
