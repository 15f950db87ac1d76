package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels as wide as their stride of 2: 1 output channel by 2 vectors of voxels by both taps, for channels that are left.
 */
final class F32OneTap1x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTap1x2() {}

    static void run(
            float[] panel,
            int at,
            int step,
            int terms,
            float[] weights,
            int even,
            int odd,
            int width,
            float[] bias,
            int biasAt,
            float[] dst,
            int to,
            int channelStep) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector e0a = zero;
        FloatVector e0b = zero;
        FloatVector o0a = zero;
        FloatVector o0b = zero;
        int x = at;
        int e = even;
        int o = odd;
        for (int k = 0; k < terms; k++) {
            FloatVector xa = FloatVector.fromArray(SPECIES, panel, x);
            FloatVector xb = FloatVector.fromArray(SPECIES, panel, x + L);
            FloatVector we0 = FloatVector.broadcast(SPECIES, weights[e]);
            e0a = we0.fma(xa, e0a);
            e0b = we0.fma(xb, e0b);
            FloatVector wo0 = FloatVector.broadcast(SPECIES, weights[o]);
            o0a = wo0.fma(xa, o0a);
            o0b = wo0.fma(xb, o0b);
            x += step;
            e += width;
            o += width;
        }
        int row = to;
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[biasAt]);
        e0a = e0a.add(b0);
        o0a = o0a.add(b0);
        e0a.rearrange(Pairs.LOW).blend(o0a.rearrange(Pairs.LOW), Pairs.ODD).intoArray(dst, row);
        e0a.rearrange(Pairs.HIGH).blend(o0a.rearrange(Pairs.HIGH), Pairs.ODD).intoArray(dst, row + L);
        e0b = e0b.add(b0);
        o0b = o0b.add(b0);
        e0b.rearrange(Pairs.LOW).blend(o0b.rearrange(Pairs.LOW), Pairs.ODD).intoArray(dst, row + 2 * L);
        e0b.rearrange(Pairs.HIGH).blend(o0b.rearrange(Pairs.HIGH), Pairs.ODD).intoArray(dst, row + 3 * L);
    }
}
