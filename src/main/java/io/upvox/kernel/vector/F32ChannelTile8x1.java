package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 8 voxels and 1 vector of output channels: 8 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile8x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private F32ChannelTile8x1() {}

    static void run(
            float @Nullable [] start,
            int startAt,
            float[] x,
            int[] offsets,
            float[] panels,
            int base,
            int first,
            int last,
            int panel,
            int width,
            float[] sums,
            int at) {
        FloatVector s0a;
        FloatVector s1a;
        FloatVector s2a;
        FloatVector s3a;
        FloatVector s4a;
        FloatVector s5a;
        FloatVector s6a;
        FloatVector s7a;
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + 16);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 32);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 48);
            s4a = FloatVector.fromArray(SPECIES, start, startAt + 64);
            s5a = FloatVector.fromArray(SPECIES, start, startAt + 80);
            s6a = FloatVector.fromArray(SPECIES, start, startAt + 96);
            s7a = FloatVector.fromArray(SPECIES, start, startAt + 112);
        } else {
            FloatVector zero = FloatVector.zero(SPECIES);
            s0a = zero;
            s1a = zero;
            s2a = zero;
            s3a = zero;
            s4a = zero;
            s5a = zero;
            s6a = zero;
            s7a = zero;
        }
        int w = panel + first * width;
        for (int k = first; k < last; k++) {
            int o = base + offsets[k];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 16]);
            s1a = x1.fma(wa, s1a);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 32]);
            s2a = x2.fma(wa, s2a);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 48]);
            s3a = x3.fma(wa, s3a);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 64]);
            s4a = x4.fma(wa, s4a);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 80]);
            s5a = x5.fma(wa, s5a);
            FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 96]);
            s6a = x6.fma(wa, s6a);
            FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 112]);
            s7a = x7.fma(wa, s7a);
            w += width;
        }
        s0a.intoArray(sums, at);
        s1a.intoArray(sums, at + 16);
        s2a.intoArray(sums, at + 32);
        s3a.intoArray(sums, at + 48);
        s4a.intoArray(sums, at + 64);
        s5a.intoArray(sums, at + 80);
        s6a.intoArray(sums, at + 96);
        s7a.intoArray(sums, at + 112);
    }
}
