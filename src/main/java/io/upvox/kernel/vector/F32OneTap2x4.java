package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels equal to their stride: 2 output channels by 4 vectors, 8 accumulators. */
final class F32OneTap2x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTap2x4() {}

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
        int o = at;
        int w = weights;
        for (int k = 0; k < terms; k++) {
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
            o += OneTapTiles.VECTORS * L;
            w += OneTapTiles.CHANNELS;
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
    }
}
