package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 6 voxels and 3 vectors of output channels, of 256 bits each: 18 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile6x3Of256 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int L = SPECIES.length();
    /** Channels of a panel. */
    private static final int WIDTH = 3 * L;

    private F32ChannelTile6x3Of256() {}

    static void run(
            float @Nullable [] start,
            int startAt,
            int startStep,
            float[] x,
            int[] offsets,
            float[] panels,
            int base,
            int first,
            int last,
            int panel,
            float[] sums,
            int at,
            int step) {
        FloatVector s0a;
        FloatVector s0b;
        FloatVector s0c;
        FloatVector s1a;
        FloatVector s1b;
        FloatVector s1c;
        FloatVector s2a;
        FloatVector s2b;
        FloatVector s2c;
        FloatVector s3a;
        FloatVector s3b;
        FloatVector s3c;
        FloatVector s4a;
        FloatVector s4b;
        FloatVector s4c;
        FloatVector s5a;
        FloatVector s5b;
        FloatVector s5c;
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s0b = FloatVector.fromArray(SPECIES, start, startAt + L);
            s0c = FloatVector.fromArray(SPECIES, start, startAt + startStep);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + 16);
            s1b = FloatVector.fromArray(SPECIES, start, startAt + L + 16);
            s1c = FloatVector.fromArray(SPECIES, start, startAt + startStep + 16);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 32);
            s2b = FloatVector.fromArray(SPECIES, start, startAt + L + 32);
            s2c = FloatVector.fromArray(SPECIES, start, startAt + startStep + 32);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 48);
            s3b = FloatVector.fromArray(SPECIES, start, startAt + L + 48);
            s3c = FloatVector.fromArray(SPECIES, start, startAt + startStep + 48);
            s4a = FloatVector.fromArray(SPECIES, start, startAt + 64);
            s4b = FloatVector.fromArray(SPECIES, start, startAt + L + 64);
            s4c = FloatVector.fromArray(SPECIES, start, startAt + startStep + 64);
            s5a = FloatVector.fromArray(SPECIES, start, startAt + 80);
            s5b = FloatVector.fromArray(SPECIES, start, startAt + L + 80);
            s5c = FloatVector.fromArray(SPECIES, start, startAt + startStep + 80);
        } else {
            FloatVector zero = FloatVector.zero(SPECIES);
            s0a = zero;
            s0b = zero;
            s0c = zero;
            s1a = zero;
            s1b = zero;
            s1c = zero;
            s2a = zero;
            s2b = zero;
            s2c = zero;
            s3a = zero;
            s3b = zero;
            s3c = zero;
            s4a = zero;
            s4b = zero;
            s4c = zero;
            s5a = zero;
            s5b = zero;
            s5c = zero;
        }
        int k = first;
        int end = panel + last * WIDTH;
        for (int w = panel + first * WIDTH; w != end; w += WIDTH) {
            int o = base + offsets[k++];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector wb = FloatVector.fromArray(SPECIES, panels, w + L);
            FloatVector wc = FloatVector.fromArray(SPECIES, panels, w + 2 * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            s0b = x0.fma(wb, s0b);
            s0c = x0.fma(wc, s0c);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 16]);
            s1a = x1.fma(wa, s1a);
            s1b = x1.fma(wb, s1b);
            s1c = x1.fma(wc, s1c);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 32]);
            s2a = x2.fma(wa, s2a);
            s2b = x2.fma(wb, s2b);
            s2c = x2.fma(wc, s2c);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 48]);
            s3a = x3.fma(wa, s3a);
            s3b = x3.fma(wb, s3b);
            s3c = x3.fma(wc, s3c);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 64]);
            s4a = x4.fma(wa, s4a);
            s4b = x4.fma(wb, s4b);
            s4c = x4.fma(wc, s4c);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 80]);
            s5a = x5.fma(wa, s5a);
            s5b = x5.fma(wb, s5b);
            s5c = x5.fma(wc, s5c);
        }
        s0a.intoArray(sums, at);
        s0b.intoArray(sums, at + L);
        s0c.intoArray(sums, at + step);
        s1a.intoArray(sums, at + 16);
        s1b.intoArray(sums, at + L + 16);
        s1c.intoArray(sums, at + step + 16);
        s2a.intoArray(sums, at + 32);
        s2b.intoArray(sums, at + L + 32);
        s2c.intoArray(sums, at + step + 32);
        s3a.intoArray(sums, at + 48);
        s3b.intoArray(sums, at + L + 48);
        s3c.intoArray(sums, at + step + 48);
        s4a.intoArray(sums, at + 64);
        s4b.intoArray(sums, at + L + 64);
        s4c.intoArray(sums, at + step + 64);
        s5a.intoArray(sums, at + 80);
        s5b.intoArray(sums, at + L + 80);
        s5c.intoArray(sums, at + step + 80);
    }
}
