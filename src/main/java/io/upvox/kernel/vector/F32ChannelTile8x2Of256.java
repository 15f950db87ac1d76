package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 8 voxels and 2 vectors of output channels, of 256 bits each: 16 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile8x2Of256 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int L = SPECIES.length();
    /** Channels of a panel. */
    private static final int WIDTH = 2 * L;

    private F32ChannelTile8x2Of256() {}

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
            float[] sums,
            int at) {
        FloatVector s0a;
        FloatVector s0b;
        FloatVector s1a;
        FloatVector s1b;
        FloatVector s2a;
        FloatVector s2b;
        FloatVector s3a;
        FloatVector s3b;
        FloatVector s4a;
        FloatVector s4b;
        FloatVector s5a;
        FloatVector s5b;
        FloatVector s6a;
        FloatVector s6b;
        FloatVector s7a;
        FloatVector s7b;
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s0b = FloatVector.fromArray(SPECIES, start, startAt + L);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + 16);
            s1b = FloatVector.fromArray(SPECIES, start, startAt + L + 16);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 32);
            s2b = FloatVector.fromArray(SPECIES, start, startAt + L + 32);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 48);
            s3b = FloatVector.fromArray(SPECIES, start, startAt + L + 48);
            s4a = FloatVector.fromArray(SPECIES, start, startAt + 64);
            s4b = FloatVector.fromArray(SPECIES, start, startAt + L + 64);
            s5a = FloatVector.fromArray(SPECIES, start, startAt + 80);
            s5b = FloatVector.fromArray(SPECIES, start, startAt + L + 80);
            s6a = FloatVector.fromArray(SPECIES, start, startAt + 96);
            s6b = FloatVector.fromArray(SPECIES, start, startAt + L + 96);
            s7a = FloatVector.fromArray(SPECIES, start, startAt + 112);
            s7b = FloatVector.fromArray(SPECIES, start, startAt + L + 112);
        } else {
            FloatVector zero = FloatVector.zero(SPECIES);
            s0a = zero;
            s0b = zero;
            s1a = zero;
            s1b = zero;
            s2a = zero;
            s2b = zero;
            s3a = zero;
            s3b = zero;
            s4a = zero;
            s4b = zero;
            s5a = zero;
            s5b = zero;
            s6a = zero;
            s6b = zero;
            s7a = zero;
            s7b = zero;
        }
        int k = first;
        int end = panel + last * WIDTH;
        for (int w = panel + first * WIDTH; w != end; w += WIDTH) {
            int o = base + offsets[k++];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector wb = FloatVector.fromArray(SPECIES, panels, w + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            s0b = x0.fma(wb, s0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 16]);
            s1a = x1.fma(wa, s1a);
            s1b = x1.fma(wb, s1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 32]);
            s2a = x2.fma(wa, s2a);
            s2b = x2.fma(wb, s2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 48]);
            s3a = x3.fma(wa, s3a);
            s3b = x3.fma(wb, s3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 64]);
            s4a = x4.fma(wa, s4a);
            s4b = x4.fma(wb, s4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 80]);
            s5a = x5.fma(wa, s5a);
            s5b = x5.fma(wb, s5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 96]);
            s6a = x6.fma(wa, s6a);
            s6b = x6.fma(wb, s6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 112]);
            s7a = x7.fma(wa, s7a);
            s7b = x7.fma(wb, s7b);
        }
        s0a.intoArray(sums, at);
        s0b.intoArray(sums, at + L);
        s1a.intoArray(sums, at + 16);
        s1b.intoArray(sums, at + L + 16);
        s2a.intoArray(sums, at + 32);
        s2b.intoArray(sums, at + L + 32);
        s3a.intoArray(sums, at + 48);
        s3b.intoArray(sums, at + L + 48);
        s4a.intoArray(sums, at + 64);
        s4b.intoArray(sums, at + L + 64);
        s5a.intoArray(sums, at + 80);
        s5b.intoArray(sums, at + L + 80);
        s6a.intoArray(sums, at + 96);
        s6b.intoArray(sums, at + L + 96);
        s7a.intoArray(sums, at + 112);
        s7b.intoArray(sums, at + L + 112);
    }
}
