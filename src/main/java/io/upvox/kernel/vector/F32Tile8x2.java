package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 8 voxels and 2 vectors of output channels: 16 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32Tile8x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32Tile8x2() {}

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
        FloatVector s1a = zero;
        FloatVector s1b = zero;
        FloatVector s2a = zero;
        FloatVector s2b = zero;
        FloatVector s3a = zero;
        FloatVector s3b = zero;
        FloatVector s4a = zero;
        FloatVector s4b = zero;
        FloatVector s5a = zero;
        FloatVector s5b = zero;
        FloatVector s6a = zero;
        FloatVector s6b = zero;
        FloatVector s7a = zero;
        FloatVector s7b = zero;
        int w = panel + first * width;
        for (int k = first; k < last; k++) {
            int o = base + offsets[k];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector wb = FloatVector.fromArray(SPECIES, panels, w + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            s0b = x0.fma(wb, s0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + pitch]);
            s1a = x1.fma(wa, s1a);
            s1b = x1.fma(wb, s1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 2 * pitch]);
            s2a = x2.fma(wa, s2a);
            s2b = x2.fma(wb, s2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 3 * pitch]);
            s3a = x3.fma(wa, s3a);
            s3b = x3.fma(wb, s3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 4 * pitch]);
            s4a = x4.fma(wa, s4a);
            s4b = x4.fma(wb, s4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 5 * pitch]);
            s5a = x5.fma(wa, s5a);
            s5b = x5.fma(wb, s5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 6 * pitch]);
            s6a = x6.fma(wa, s6a);
            s6b = x6.fma(wb, s6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 7 * pitch]);
            s7a = x7.fma(wa, s7a);
            s7b = x7.fma(wb, s7b);
            w += width;
        }
        s0a.intoArray(sums, at);
        s0b.intoArray(sums, at + L);
        s1a.intoArray(sums, at + step);
        s1b.intoArray(sums, at + step + L);
        s2a.intoArray(sums, at + 2 * step);
        s2b.intoArray(sums, at + 2 * step + L);
        s3a.intoArray(sums, at + 3 * step);
        s3b.intoArray(sums, at + 3 * step + L);
        s4a.intoArray(sums, at + 4 * step);
        s4b.intoArray(sums, at + 4 * step + L);
        s5a.intoArray(sums, at + 5 * step);
        s5b.intoArray(sums, at + 5 * step + L);
        s6a.intoArray(sums, at + 6 * step);
        s6b.intoArray(sums, at + 6 * step + L);
        s7a.intoArray(sums, at + 7 * step);
        s7b.intoArray(sums, at + 7 * step + L);
    }
}
