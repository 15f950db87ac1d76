package io.upvox.kernel.rows;

import java.util.Arrays;

/**
 * The inner loops in plain Java, over long patterns: each loop runs through contiguous values only and stores to one array,
 * which the JVM's compiler turns into vector code.
 */
public final class ScalarRowTiles implements RowTiles {
    private static final int LANES = 64;

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int vectors() {
        return 1;
    }

    @Override
    public boolean fast() {
        return false;
    }

    @Override
    public boolean pairs() {
        return false;
    }

    @Override
    public String tile() {
        return LANES + " outputs, plain Java";
    }

    @Override
    public void expand(float[] row, int from, RowPattern pattern, int copy, float[] x, int at, int length) {
        int stride = pattern.stride();
        for (int r = 0; r < stride; r++) {
            int source = pattern.source(copy, r);
            int i = from + source;
            for (int o = r; o < length; o += stride) {
                x[at + o] = source < 0 ? 0f : row[i++];
            }
        }
    }

    @Override
    public boolean expand(
            float[] src,
            int from,
            int step,
            int begin,
            int end,
            int rows,
            RowPattern pattern,
            int copy,
            float[] x,
            int at,
            int rowStep,
            int length) {
        return false;
    }

    @Override
    public boolean pass(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            float bias,
            float[] dst,
            int to,
            int[] at) {
        return false;
    }

    @Override
    public boolean rows(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int vectors,
            RowTable table,
            RowPanels panels,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int[] to) {
        return false;
    }

    @Override
    public void run(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int[] to,
            int ahead) {
        for (int c = 0; c < channels; c++) {
            for (int v = 0; v < vectors; v++) {
                int y = to[c] + ahead + v * step;
                int o = base + v * step;
                int w = panel + c * LANES;
                Arrays.fill(dst, y, y + LANES, 0f);
                int k = 0;
                for (; k + 4 <= terms; k += 4) {
                    four(
                            x,
                            o + offsets[k],
                            o + offsets[k + 1],
                            o + offsets[k + 2],
                            o + offsets[k + 3],
                            panels.vectors(),
                            w + k * pitch,
                            pitch,
                            dst,
                            y);
                }
                for (; k < terms; k++) {
                    one(x, o + offsets[k], panels.vectors(), w + k * pitch, dst, y);
                }
                add(dst, y, bias[channel + c]);
            }
        }
    }

    private static void four(float[] x, int a, int b, int c, int d, float[] w, int p, int next, float[] y, int at) {
        for (int i = 0; i < LANES; i++) {
            float s = Math.fma(x[a + i], w[p + i], y[at + i]);
            s = Math.fma(x[b + i], w[p + next + i], s);
            s = Math.fma(x[c + i], w[p + 2 * next + i], s);
            y[at + i] = Math.fma(x[d + i], w[p + 3 * next + i], s);
        }
    }

    private static void one(float[] x, int a, float[] w, int p, float[] y, int at) {
        for (int i = 0; i < LANES; i++) {
            y[at + i] = Math.fma(x[a + i], w[p + i], y[at + i]);
        }
    }

    private static void add(float[] y, int at, float bias) {
        for (int i = 0; i < LANES; i++) {
            y[at + i] += bias;
        }
    }
}
