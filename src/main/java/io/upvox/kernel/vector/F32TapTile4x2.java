package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of 4 taps by 2 vectors of voxels: 8 accumulators that live across all channels.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32TapTile4x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32TapTile4x2() {}

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
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s0b = FloatVector.fromArray(SPECIES, start, startAt + L);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + startStep);
            s1b = FloatVector.fromArray(SPECIES, start, startAt + startStep + L);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
            s2b = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + L);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
            s3b = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + L);
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
        }
        int x = at;
        int w = from;
        for (int c = 0; c < channels; c++) {
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
            x += panelStep;
            w += 4;
        }
        s0a.intoArray(products, to);
        s0b.intoArray(products, to + L);
        s1a.intoArray(products, to + step);
        s1b.intoArray(products, to + step + L);
        s2a.intoArray(products, to + 2 * step);
        s2b.intoArray(products, to + 2 * step + L);
        s3a.intoArray(products, to + 3 * step);
        s3b.intoArray(products, to + 3 * step + L);
    }
}
