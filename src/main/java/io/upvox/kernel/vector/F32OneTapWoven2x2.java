package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels equal to their stride, 2 along W: 2 output channels by 2 vectors of inputs, 8 accumulators. In m the weights of even
 * and odd outputs alternate, in n of odd and even ones: lanes of n change places in pairs, then both vectors of outputs are
 * blends.
 */
final class F32OneTapWoven2x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTapWoven2x2() {}

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
        int i = at;
        int w = weights;
        for (int k = 0; k < terms; k++) {
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
            i += 2 * L;
            w += 2 * OneTapTiles.CHANNELS;
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
    }
}
