package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 4 voxels and 1 vector of output channels, of 256 bits: 4 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile4x1Of256 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    private F32ChannelTile4x1Of256() {}

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
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + 16);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 32);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 48);
        } else {
            FloatVector zero = FloatVector.zero(SPECIES);
            s0a = zero;
            s1a = zero;
            s2a = zero;
            s3a = zero;
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
            w += width;
        }
        s0a.intoArray(sums, at);
        s1a.intoArray(sums, at + 16);
        s2a.intoArray(sums, at + 32);
        s3a.intoArray(sums, at + 48);
    }
}
