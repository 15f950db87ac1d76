package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels as wide as their stride of 2: 2 output channels by 2 vectors of voxels by both taps, for 16 registers.
 */
final class F32OneTap2x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTap2x2() {}

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
        FloatVector e1a = zero;
        FloatVector e1b = zero;
        FloatVector o1a = zero;
        FloatVector o1b = zero;
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
            FloatVector we1 = FloatVector.broadcast(SPECIES, weights[e + 1]);
            e1a = we1.fma(xa, e1a);
            e1b = we1.fma(xb, e1b);
            FloatVector wo1 = FloatVector.broadcast(SPECIES, weights[o + 1]);
            o1a = wo1.fma(xa, o1a);
            o1b = wo1.fma(xb, o1b);
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
        row += channelStep;
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[biasAt + 1]);
        e1a = e1a.add(b1);
        o1a = o1a.add(b1);
        e1a.rearrange(Pairs.LOW).blend(o1a.rearrange(Pairs.LOW), Pairs.ODD).intoArray(dst, row);
        e1a.rearrange(Pairs.HIGH).blend(o1a.rearrange(Pairs.HIGH), Pairs.ODD).intoArray(dst, row + L);
        e1b = e1b.add(b1);
        o1b = o1b.add(b1);
        e1b.rearrange(Pairs.LOW).blend(o1b.rearrange(Pairs.LOW), Pairs.ODD).intoArray(dst, row + 2 * L);
        e1b.rearrange(Pairs.HIGH).blend(o1b.rearrange(Pairs.HIGH), Pairs.ODD).intoArray(dst, row + 3 * L);
    }
}
