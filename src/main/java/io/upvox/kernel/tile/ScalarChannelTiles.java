package io.upvox.kernel.tile;

import java.util.Arrays;

/**
 * The inner loop in plain Java. The compiler makes vectors of long loops only, and channels of a block are few: inputs are
 * brought into an order with voxels side by side, four terms at a time, and the sums back when all terms are added.
 */
public final class ScalarChannelTiles implements ChannelTiles {
    private static final int WIDE = 32;
    /** Each thread's: sums of all channels of a panel, then the inputs of four terms. */
    private static final ThreadLocal<float[][]> SCRATCH = ThreadLocal.withInitial(ScalarChannelTiles::scratch);

    private static float[][] scratch() {
        float[][] scratch = new float[WIDE + 1][];
        for (int c = 0; c < WIDE; c++) {
            scratch[c] = VoxelChains.sums();
        }
        scratch[WIDE] = VoxelChains.terms();
        return scratch;
    }

    @Override
    public String tile() {
        return VoxelChains.TERMS + " terms, plain Java";
    }

    /** Loops of vectors that the compiler makes have a beginning and an end of single elements. */
    @Override
    public int longRun() {
        return 128;
    }

    @Override
    public void run(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count,
            boolean continues) {
        float[][] scratch = SCRATCH.get();
        for (int v = 0; v < count; v += VoxelChains.RUN) {
            int n = Math.min(VoxelChains.RUN, count - v);
            for (int c = 0; c < width; c++) {
                if (continues) {
                    gather(sums, at + v * PITCH + c / PITCH * blockStep + c % PITCH, scratch[c], 0, n);
                } else {
                    Arrays.fill(scratch[c], 0, n, 0f);
                }
            }
            add(x, base + v * PITCH, offsets, first, last, panels, panel, width, scratch, n);
            for (int c = 0; c < width; c++) {
                scatter(scratch[c], sums, at + v * PITCH + c / PITCH * blockStep + c % PITCH, n);
            }
        }
    }

    private static void add(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[][] scratch,
            int n) {
        float[] inputs = scratch[WIDE];
        float[] rest = new float[VoxelChains.TERMS];
        for (int k = first; k < last; k += VoxelChains.TERMS) {
            int terms = Math.min(VoxelChains.TERMS, last - k);
            for (int t = 0; t < VoxelChains.TERMS; t++) {
                int to = VoxelChains.term(t);
                if (t < terms) {
                    gather(x, base + offsets[k + t], inputs, to, n);
                } else {
                    Arrays.fill(inputs, to, to + n, 0f);
                }
            }
            int weight = panel + k * width;
            for (int c = 0; c < width; c++) {
                if (terms == VoxelChains.TERMS) {
                    VoxelChains.add(inputs, panels, weight + c, width, scratch[c], n);
                } else {
                    for (int t = 0; t < terms; t++) {
                        rest[t] = panels[weight + c + t * width];
                    }
                    VoxelChains.add(inputs, rest, 0, 1, scratch[c], n);
                }
            }
        }
    }

    private static void gather(float[] x, int from, float[] to, int at, int count) {
        for (int v = 0; v < count; v++) {
            to[at + v] = x[from + v * PITCH];
        }
    }

    private static void scatter(float[] from, float[] to, int at, int count) {
        for (int v = 0; v < count; v++) {
            to[at + v * PITCH] = from[v];
        }
    }
}
