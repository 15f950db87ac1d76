package io.upvox.kernel.subconv;

import java.util.Arrays;

/**
 * The inner loop in plain Java: one voxel at a time, all channels of the block inside, as the JVM's own vectoriser likes it.
 */
final class ScalarMicrokernel implements Microkernel {
    @Override
    public String tile() {
        return "1 voxel, plain Java";
    }

    @Override
    public void run(
            float[] x,
            int base,
            int pitch,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int step,
            int count) {
        for (int v = 0; v < count; v++) {
            int to = at + v * step;
            Arrays.fill(sums, to, to + width, 0f);
            for (int k = first; k < last; k++) {
                accumulate(x[base + v * pitch + offsets[k]], panels, panel + k * width, sums, to, width);
            }
        }
    }

    private static void accumulate(float x, float[] panels, int from, float[] sums, int to, int width) {
        for (int j = 0; j < width; j++) {
            sums[to + j] = Math.fma(x, panels[from + j], sums[to + j]);
        }
    }
}
