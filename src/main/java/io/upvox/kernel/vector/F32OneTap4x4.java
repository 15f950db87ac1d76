package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels equal to their stride: 4 output channels by 4 vectors of a row, 16 accumulators. For vectors of 512 bits, where there are 32 registers. */
final class F32OneTap4x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTap4x4() {}

    static void run(OneTapUnit unit, int at, int weights, int channel, int to, int place) {
        float[] x = unit.panels();
        double[] p = unit.weights();
        int terms = unit.terms();
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s13 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s23 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        FloatVector s33 = FloatVector.zero(SPECIES);
        int o = at;
        int end = weights + terms * OneTapTiles.CHANNELS;
        for (int w = weights; w != end; w += OneTapTiles.CHANNELS) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + L);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, o + 2 * L);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, o + 3 * L);
            FloatVector w0 = DoubleVector.broadcast(PAIRS, p[w]).reinterpretAsFloats();
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            s02 = x2.fma(w0, s02);
            s03 = x3.fma(w0, s03);
            FloatVector w1 = DoubleVector.broadcast(PAIRS, p[w + 1]).reinterpretAsFloats();
            s10 = x0.fma(w1, s10);
            s11 = x1.fma(w1, s11);
            s12 = x2.fma(w1, s12);
            s13 = x3.fma(w1, s13);
            FloatVector w2 = DoubleVector.broadcast(PAIRS, p[w + 2]).reinterpretAsFloats();
            s20 = x0.fma(w2, s20);
            s21 = x1.fma(w2, s21);
            s22 = x2.fma(w2, s22);
            s23 = x3.fma(w2, s23);
            FloatVector w3 = DoubleVector.broadcast(PAIRS, p[w + 3]).reinterpretAsFloats();
            s30 = x0.fma(w3, s30);
            s31 = x1.fma(w3, s31);
            s32 = x2.fma(w3, s32);
            s33 = x3.fma(w3, s33);
            o += OneTapTiles.VECTORS * L;
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
        s00.add(b0).intoArray(dst, y0);
        s01.add(b0).intoArray(dst, y1);
        s02.add(b0).intoArray(dst, y2);
        s03.add(b0).intoArray(dst, y3);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        s10.add(b1).intoArray(dst, y0 + step);
        s11.add(b1).intoArray(dst, y1 + step);
        s12.add(b1).intoArray(dst, y2 + step);
        s13.add(b1).intoArray(dst, y3 + step);
        FloatVector b2 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
        s20.add(b2).intoArray(dst, y0 + 2 * step);
        s21.add(b2).intoArray(dst, y1 + 2 * step);
        s22.add(b2).intoArray(dst, y2 + 2 * step);
        s23.add(b2).intoArray(dst, y3 + 2 * step);
        FloatVector b3 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
        s30.add(b3).intoArray(dst, y0 + 3 * step);
        s31.add(b3).intoArray(dst, y1 + 3 * step);
        s32.add(b3).intoArray(dst, y2 + 3 * step);
        s33.add(b3).intoArray(dst, y3 + 3 * step);
    }
}
