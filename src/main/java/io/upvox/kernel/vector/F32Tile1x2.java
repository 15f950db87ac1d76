package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 1 voxel and 2 vectors of output channels: 2 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32Tile1x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32Tile1x2() {}

    static void run(
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
            int step) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s0a = zero;
        FloatVector s0b = zero;
        int w = panel + first * width;
        for (int k = first; k < last; k++) {
            int o = base + offsets[k];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector wb = FloatVector.fromArray(SPECIES, panels, w + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            s0b = x0.fma(wb, s0b);
            w += width;
        }
        s0a.intoArray(sums, at);
        s0b.intoArray(sums, at + L);
    }
}
