package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 2 output channels and 1 vector of a row: 2 accumulators that live across all terms.
 * Weights are whole vectors.
 */
final class F32RowTile2x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32RowTile2x1() {}

    static void run(
            float[] x,
            int base,
            int[] offsets,
            int terms,
            float[] panels,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0,
            int to1) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, w);
            s00 = x0.fma(w0, s00);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panels, w + L);
            s10 = x0.fma(w1, s10);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        s10.add(b1).intoArray(dst, to1);
    }
}
