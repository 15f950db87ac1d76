package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 8 voxels and vector of output channels: 8 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32Tile8x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private F32Tile8x1() {}

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
        FloatVector s1a = zero;
        FloatVector s2a = zero;
        FloatVector s3a = zero;
        FloatVector s4a = zero;
        FloatVector s5a = zero;
        FloatVector s6a = zero;
        FloatVector s7a = zero;
        int w = panel + first * width;
        for (int k = first; k < last; k++) {
            int o = base + offsets[k];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + pitch]);
            s1a = x1.fma(wa, s1a);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 2 * pitch]);
            s2a = x2.fma(wa, s2a);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 3 * pitch]);
            s3a = x3.fma(wa, s3a);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 4 * pitch]);
            s4a = x4.fma(wa, s4a);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 5 * pitch]);
            s5a = x5.fma(wa, s5a);
            FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 6 * pitch]);
            s6a = x6.fma(wa, s6a);
            FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 7 * pitch]);
            s7a = x7.fma(wa, s7a);
            w += width;
        }
        s0a.intoArray(sums, at);
        s1a.intoArray(sums, at + step);
        s2a.intoArray(sums, at + 2 * step);
        s3a.intoArray(sums, at + 3 * step);
        s4a.intoArray(sums, at + 4 * step);
        s5a.intoArray(sums, at + 5 * step);
        s6a.intoArray(sums, at + 6 * step);
        s7a.intoArray(sums, at + 7 * step);
    }
}
