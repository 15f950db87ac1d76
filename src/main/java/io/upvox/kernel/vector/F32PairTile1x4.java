package io.upvox.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 1 output channel and 4 vectors of a row: 4 accumulators that live across all terms.
 * Weights are pairs, broadcast.
 */
final class F32PairTile1x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32PairTile1x4() {}

    static void run(
            float[] x,
            int base,
            int[] offsets,
            int terms,
            double[] panels,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + L);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, o + 2 * L);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, o + 3 * L);
            FloatVector w0 = DoubleVector.broadcast(PAIRS, panels[w]).reinterpretAsFloats();
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            s02 = x2.fma(w0, s02);
            s03 = x3.fma(w0, s03);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + L);
        s02.add(b0).intoArray(dst, to0 + 2 * L);
        s03.add(b0).intoArray(dst, to0 + 3 * L);
    }
}
