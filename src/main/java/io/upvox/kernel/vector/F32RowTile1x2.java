package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 1 output channel and 2 vectors of a row: 2 accumulators that live across all terms.
 * Weights are whole vectors.
 */
final class F32RowTile1x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private F32RowTile1x2() {}

    static void run(
            float[] x,
            int base,
            int step,
            int[] offsets,
            int terms,
            float[] panels,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + step);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, w);
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + step);
    }
}
