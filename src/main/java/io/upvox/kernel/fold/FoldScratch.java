package io.upvox.kernel.fold;

import io.upvox.kernel.memory.LargeArrays;

/**
 * Scratch memory of a thread: inputs, products of taps by voxels, the same with rows side by side, and sums of output planes. One array
 * that begins a cache line; or, since plain loops are not made vectors of where they read and write the same array, one for each.
 */
final class FoldScratch {
    /** Elements of a cache line, of 64 bytes. */
    private static final int LINE = 16;

    private final float[][] arrays;
    private final int[] starts;

    private FoldScratch(float[][] arrays, int[] starts) {
        this.arrays = arrays;
        this.starts = starts;
    }

    /** That of some threads, in one array each or not. */
    static FoldScratch[] of(FoldPlan plan, int threads, boolean together) {
        int[] lengths = {plan.panelElements(), plan.productElements(), plan.denseElements(), plan.sumElements()};
        int[] starts = new int[lengths.length];
        int end = LargeArrays.ALIGNED;
        for (int i = 0; i < lengths.length; i++) {
            starts[i] = together ? end : LargeArrays.ALIGNED;
            end = Math.addExact(end, (lengths[i] + LINE - 1) / LINE * LINE);
        }
        float[][] all = together ? LargeArrays.of(threads, end) : new float[threads][];
        FoldScratch[] scratch = new FoldScratch[threads];
        for (int t = 0; t < threads; t++) {
            float[][] arrays = new float[lengths.length][];
            for (int i = 0; i < lengths.length; i++) {
                arrays[i] = together ? all[t] : new float[LargeArrays.ALIGNED + lengths[i]];
            }
            scratch[t] = new FoldScratch(arrays, starts);
        }
        return scratch;
    }

    float[] panel() {
        return arrays[0];
    }

    int panelAt() {
        return starts[0];
    }

    float[] products() {
        return arrays[1];
    }

    int productsAt() {
        return starts[1];
    }

    float[] dense() {
        return arrays[2];
    }

    int denseAt() {
        return starts[2];
    }

    float[] sums() {
        return arrays[3];
    }

    int sumsAt() {
        return starts[3];
    }

    long bytes() {
        long elements = arrays[0].length;
        for (int i = 1; i < arrays.length; i++) {
            elements += arrays[i] == arrays[0] ? 0 : arrays[i].length;
        }
        return 4L * elements;
    }
}
