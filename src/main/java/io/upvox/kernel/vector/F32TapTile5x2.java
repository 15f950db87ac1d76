package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of 5 taps by 2 vectors of voxels: 10 accumulators that live across all channels.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32TapTile5x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32TapTile5x2() {}

    static void run(
            float[] panel,
            int at,
            int panelStep,
            float[] weights,
            int from,
            int channels,
            float @Nullable [] start,
            int startAt,
            int startStep,
            float[] products,
            int to,
            int step) {
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
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s0b = FloatVector.fromArray(SPECIES, start, startAt + L);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + startStep);
            s1b = FloatVector.fromArray(SPECIES, start, startAt + startStep + L);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
            s2b = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + L);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
            s3b = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + L);
            s4a = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
            s4b = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + L);
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
        }
        int x = at;
        int end = from + 5 * channels;
        for (int w = from; w != end; w += 5) {
            FloatVector xa = FloatVector.fromArray(SPECIES, panel, x);
            FloatVector xb = FloatVector.fromArray(SPECIES, panel, x + L);
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            s0a = w0.fma(xa, s0a);
            s0b = w0.fma(xb, s0b);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            s1a = w1.fma(xa, s1a);
            s1b = w1.fma(xb, s1b);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            s2a = w2.fma(xa, s2a);
            s2b = w2.fma(xb, s2b);
            FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            s3a = w3.fma(xa, s3a);
            s3b = w3.fma(xb, s3b);
            FloatVector w4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
            s4a = w4.fma(xa, s4a);
            s4b = w4.fma(xb, s4b);
            x += panelStep;
        }
        s0a.intoArray(products, to);
        s0b.intoArray(products, to + L);
        s1a.intoArray(products, to + step);
        s1b.intoArray(products, to + step + L);
        s2a.intoArray(products, to + 2 * step);
        s2b.intoArray(products, to + 2 * step + L);
        s3a.intoArray(products, to + 3 * step);
        s3b.intoArray(products, to + 3 * step + L);
        s4a.intoArray(products, to + 4 * step);
        s4b.intoArray(products, to + 4 * step + L);
    }
}
