package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 3 voxels and 3 vectors of output channels, of 256 bits each: 9 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile3x3Of256 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int L = SPECIES.length();
    /** Channels of a panel. */
    private static final int WIDTH = 3 * L;

    private F32ChannelTile3x3Of256() {}

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
    }
}
