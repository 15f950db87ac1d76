package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels equal to their stride: an output channel by 4 vectors. */
final class F32OneTap1x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32OneTap1x4() {}

    static void run(OneTapUnit unit, int at, int weights, int channel, int to, int place) {
        float[] x = unit.panels();
        double[] p = unit.weights();
        int terms = unit.terms();
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
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
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, y0);
        s01.add(b0).intoArray(dst, y1);
        s02.add(b0).intoArray(dst, y2);
        s03.add(b0).intoArray(dst, y3);
    }
}
