package io.upvox.kernel.tile;

import java.util.Arrays;

/** The inner loop in plain Java: one voxel at a time, all channels of the block inside. */
public final class ScalarChannelTiles implements ChannelTiles {
    @Override
    public String tile() {
        return "1 voxel, plain Java";
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
        for (int v = 0; v < count; v++) {
            for (int c = 0; c < width; c += PITCH) {
                int to = at + c / PITCH * blockStep + v * PITCH;
                if (!continues) {
                    Arrays.fill(sums, to, to + PITCH, 0f);
                }
                for (int k = first; k < last; k++) {
                    accumulate(x[base + v * PITCH + offsets[k]], panels, panel + k * width + c, sums, to);
                }
            }
        }
    }

    private static void accumulate(float x, float[] panels, int from, float[] sums, int to) {
        for (int j = 0; j < PITCH; j++) {
            sums[to + j] = Math.fma(x, panels[from + j], sums[to + j]);
        }
    }
}
