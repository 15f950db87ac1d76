package io.upvox.kernel.fold;

import io.upvox.kernel.tile.VoxelChains;
import java.util.Arrays;

/** The inner loops in plain Java: taps take the place of output channels in the loops of {@link VoxelChains}. */
final class ScalarFoldLoops implements FoldLoops {
    /** Most taps of a tile come first; all are multiples of {@link VoxelChains#CHANNELS}. */
    private static final int[] HEIGHTS = {16, 8, 4};

    private static final ThreadLocal<float[][]> SCRATCH =
            ThreadLocal.withInitial(() -> VoxelChains.scratch(HEIGHTS[0]));

    @Override
    public String tile() {
        return HEIGHTS[0] + " taps, plain Java";
    }

    @Override
    public boolean plain() {
        return true;
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
        float[][] scratch = SCRATCH.get();
        for (int v = 0; v < voxels; v += VoxelChains.RUN) {
            int count = Math.min(VoxelChains.RUN, voxels - v);
            for (int c = 0; c < channels; c += VoxelChains.TERMS) {
                int terms = Math.min(VoxelChains.TERMS, channels - c);
                for (int t = 0; t < terms; t++) {
                    int from = at + v + (c + t) * panelStep;
                    System.arraycopy(panel, from, VoxelChains.inputs(scratch, t), 0, count);
                }
                for (int t = 0; t < tiles.count(); t++) {
                    int height = tiles.height(t);
                    int row = to + tiles.row(t) * productStep + v;
                    for (int tap = 0; tap < height; tap++) {
                        if (continues || c > 0) {
                            System.arraycopy(products, row + tap * productStep, scratch[tap], 0, count);
                        } else {
                            Arrays.fill(scratch[tap], 0, count, 0f);
                        }
                    }
                    int w = tiles.at(t) + (first + c) * height;
                    VoxelChains.add(scratch, terms, tiles.weights(), w, height, 0, height, count);
                    for (int tap = 0; tap < height; tap++) {
                        System.arraycopy(scratch[tap], 0, products, row + tap * productStep, count);
                    }
                }
            }
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
