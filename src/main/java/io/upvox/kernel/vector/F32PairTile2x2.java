package io.upvox.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 2 output channels and 2 vectors of a row: 4 accumulators that live across all terms.
 * Weights are pairs, broadcast.
 */
final class F32PairTile2x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32PairTile2x2() {}

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
            int to0,
            int to1) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + L);
            FloatVector w0 = DoubleVector.broadcast(PAIRS, panels[w]).reinterpretAsFloats();
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            FloatVector w1 = DoubleVector.broadcast(PAIRS, panels[w + 1]).reinterpretAsFloats();
            s10 = x0.fma(w1, s10);
            s11 = x1.fma(w1, s11);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + L);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        s10.add(b1).intoArray(dst, to1);
        s11.add(b1).intoArray(dst, to1 + L);
    }
}
