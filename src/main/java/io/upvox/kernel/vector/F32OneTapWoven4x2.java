package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels equal to their stride, 2 along W: 4 output channels by 2 vectors of inputs, 16 accumulators. In m the weights of
 * even and odd outputs alternate, in n of odd and even ones: lanes of n change places in pairs, then both vectors of outputs
 * are blends. For vectors of 512 bits, where there are 32 registers.
 */
final class F32OneTapWoven4x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTapWoven4x2() {}

    static void run(OneTapUnit unit, int at, int weights, int channel, int to, int place) {
        float[] x = unit.panels();
        double[] p = unit.weights();
        int terms = unit.terms();
        FloatVector m00 = FloatVector.zero(SPECIES);
        FloatVector m01 = FloatVector.zero(SPECIES);
        FloatVector n00 = FloatVector.zero(SPECIES);
        FloatVector n01 = FloatVector.zero(SPECIES);
        FloatVector m10 = FloatVector.zero(SPECIES);
        FloatVector m11 = FloatVector.zero(SPECIES);
        FloatVector n10 = FloatVector.zero(SPECIES);
        FloatVector n11 = FloatVector.zero(SPECIES);
        FloatVector m20 = FloatVector.zero(SPECIES);
        FloatVector m21 = FloatVector.zero(SPECIES);
        FloatVector n20 = FloatVector.zero(SPECIES);
        FloatVector n21 = FloatVector.zero(SPECIES);
        FloatVector m30 = FloatVector.zero(SPECIES);
        FloatVector m31 = FloatVector.zero(SPECIES);
        FloatVector n30 = FloatVector.zero(SPECIES);
        FloatVector n31 = FloatVector.zero(SPECIES);
        int i = at;
        int end = weights + 2 * terms * OneTapTiles.CHANNELS;
        for (int w = weights; w != end; w += 2 * OneTapTiles.CHANNELS) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, i + L);
            FloatVector w0 = DoubleVector.broadcast(PAIRS, p[w]).reinterpretAsFloats();
            m00 = x0.fma(w0, m00);
            m01 = x1.fma(w0, m01);
            FloatVector w1 = DoubleVector.broadcast(PAIRS, p[w + 1]).reinterpretAsFloats();
            n00 = x0.fma(w1, n00);
            n01 = x1.fma(w1, n01);
            FloatVector w2 = DoubleVector.broadcast(PAIRS, p[w + 2]).reinterpretAsFloats();
            m10 = x0.fma(w2, m10);
            m11 = x1.fma(w2, m11);
            FloatVector w3 = DoubleVector.broadcast(PAIRS, p[w + 3]).reinterpretAsFloats();
            n10 = x0.fma(w3, n10);
            n11 = x1.fma(w3, n11);
            FloatVector w4 = DoubleVector.broadcast(PAIRS, p[w + 4]).reinterpretAsFloats();
            m20 = x0.fma(w4, m20);
            m21 = x1.fma(w4, m21);
            FloatVector w5 = DoubleVector.broadcast(PAIRS, p[w + 5]).reinterpretAsFloats();
            n20 = x0.fma(w5, n20);
            n21 = x1.fma(w5, n21);
            FloatVector w6 = DoubleVector.broadcast(PAIRS, p[w + 6]).reinterpretAsFloats();
            m30 = x0.fma(w6, m30);
            m31 = x1.fma(w6, m31);
            FloatVector w7 = DoubleVector.broadcast(PAIRS, p[w + 7]).reinterpretAsFloats();
            n30 = x0.fma(w7, n30);
            n31 = x1.fma(w7, n31);
            i += 2 * L;
        }
        float[] bias = unit.bias();
        float[] dst = unit.dst();
        int[] places = unit.places();
        int y0 = to + places[place];
        int y1 = to + places[place + 1];
        int y2 = to + places[place + 2];
        int y3 = to + places[place + 3];
        int step = unit.channelStep();
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        m00 = m00.add(b0);
        n00 = n00.add(b0).rearrange(Pairs.SWAP);
        m00.blend(n00, Pairs.ODD).intoArray(dst, y0);
        n00.blend(m00, Pairs.ODD).intoArray(dst, y1);
        m01 = m01.add(b0);
        n01 = n01.add(b0).rearrange(Pairs.SWAP);
        m01.blend(n01, Pairs.ODD).intoArray(dst, y2);
        n01.blend(m01, Pairs.ODD).intoArray(dst, y3);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        m10 = m10.add(b1);
        n10 = n10.add(b1).rearrange(Pairs.SWAP);
        m10.blend(n10, Pairs.ODD).intoArray(dst, y0 + step);
        n10.blend(m10, Pairs.ODD).intoArray(dst, y1 + step);
        m11 = m11.add(b1);
        n11 = n11.add(b1).rearrange(Pairs.SWAP);
        m11.blend(n11, Pairs.ODD).intoArray(dst, y2 + step);
        n11.blend(m11, Pairs.ODD).intoArray(dst, y3 + step);
        FloatVector b2 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
        m20 = m20.add(b2);
        n20 = n20.add(b2).rearrange(Pairs.SWAP);
        m20.blend(n20, Pairs.ODD).intoArray(dst, y0 + 2 * step);
        n20.blend(m20, Pairs.ODD).intoArray(dst, y1 + 2 * step);
        m21 = m21.add(b2);
        n21 = n21.add(b2).rearrange(Pairs.SWAP);
        m21.blend(n21, Pairs.ODD).intoArray(dst, y2 + 2 * step);
        n21.blend(m21, Pairs.ODD).intoArray(dst, y3 + 2 * step);
        FloatVector b3 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
        m30 = m30.add(b3);
        n30 = n30.add(b3).rearrange(Pairs.SWAP);
        m30.blend(n30, Pairs.ODD).intoArray(dst, y0 + 3 * step);
        n30.blend(m30, Pairs.ODD).intoArray(dst, y1 + 3 * step);
        m31 = m31.add(b3);
        n31 = n31.add(b3).rearrange(Pairs.SWAP);
        m31.blend(n31, Pairs.ODD).intoArray(dst, y2 + 3 * step);
        n31.blend(m31, Pairs.ODD).intoArray(dst, y3 + 3 * step);
    }
}
