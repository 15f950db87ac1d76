package io.upvox.kernel.tile;

import java.util.Arrays;

/**
 * The inner loop in plain Java. The compiler makes vectors of long loops only, and channels of a block are few: inputs are
 * brought into an order with voxels side by side, some terms at a time, and the sums back when all terms are added.
 */
public final class ScalarChannelTiles implements ChannelTiles {
    private static final int WIDE = 32;
    /** Each thread's: sums of all channels of a panel and inputs of some terms. */
    private static final ThreadLocal<float[][]> SCRATCH = ThreadLocal.withInitial(() -> VoxelChains.scratch(WIDE));

    @Override
    public String tile() {
        return VoxelChains.TERMS + " terms, plain Java";
    }

    /** Loops of vectors that the compiler makes have a beginning and an end of single elements. */
    @Override
    public int longRun() {
        return 512;
    }

    /** Inputs are brought together once for a panel, so it is as wide as can be. */
    @Override
    public int fullWidth() {
        return WIDE;
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
                    gather(sums, at + v * PITCH + c / PITCH * blockStep + c % PITCH, scratch[c], n);
                } else {
                    Arrays.fill(scratch[c], 0, n, 0f);
                }
            }
            for (int k = first; k < last; k += VoxelChains.TERMS) {
                int terms = Math.min(VoxelChains.TERMS, last - k);
                gather(x, base + v * PITCH, offsets, k, terms, scratch, n);
                VoxelChains.add(scratch, terms, panels, panel + k * width, width, 0, width, n);
            }
            for (int c = 0; c < width; c++) {
                scatter(scratch[c], sums, at + v * PITCH + c / PITCH * blockStep + c % PITCH, n);
            }
        }
    }

    /** The inputs of some terms, a whole chain at once: most are neighbours in memory. */
    private static void gather(
            float[] x, int voxel, int[] offsets, int first, int terms, float[][] scratch, int count) {
        int t = 0;
        for (; t <= terms - 3; t += 3) {
            float[] p = VoxelChains.inputs(scratch, t);
            float[] q = VoxelChains.inputs(scratch, t + 1);
            float[] r = VoxelChains.inputs(scratch, t + 2);
            int a = voxel + offsets[first + t];
            int b = voxel + offsets[first + t + 1];
            int c = voxel + offsets[first + t + 2];
            for (int v = 0; v < count; v++) {
                p[v] = x[a + v * PITCH];
                q[v] = x[b + v * PITCH];
                r[v] = x[c + v * PITCH];
            }
        }
        for (; t < terms; t++) {
            gather(x, voxel + offsets[first + t], VoxelChains.inputs(scratch, t), count);
        }
    }

    private static void gather(float[] x, int from, float[] to, int count) {
        for (int v = 0; v < count; v++) {
            to[v] = x[from + v * PITCH];
        }
    }

    private static void scatter(float[] from, float[] to, int at, int count) {
        for (int v = 0; v < count; v++) {
            to[at + v * PITCH] = from[v];
        }
    }
}
