package io.upvox.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 1 output channel and 1 vector of a row: one accumulator that lives across all terms.
 * Weights are pairs, broadcast.
 */
final class F32PairTile1x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;

    private F32PairTile1x1() {}

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
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector w0 = DoubleVector.broadcast(PAIRS, panels[w]).reinterpretAsFloats();
            s00 = x0.fma(w0, s00);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
    }
}
