package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 2 output channels and 4 vectors of a row: 8 accumulators that live across all terms.
 * Weights are whole vectors.
 */
final class F32RowTile2x4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32RowTile2x4() {}

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
            int to0,
            int to1) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s13 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, o + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, o + 3 * step);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, w);
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            s02 = x2.fma(w0, s02);
            s03 = x3.fma(w0, s03);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panels, w + L);
            s10 = x0.fma(w1, s10);
            s11 = x1.fma(w1, s11);
            s12 = x2.fma(w1, s12);
            s13 = x3.fma(w1, s13);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + step);
        s02.add(b0).intoArray(dst, to0 + 2 * step);
        s03.add(b0).intoArray(dst, to0 + 3 * step);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        s10.add(b1).intoArray(dst, to1);
        s11.add(b1).intoArray(dst, to1 + step);
        s12.add(b1).intoArray(dst, to1 + 2 * step);
        s13.add(b1).intoArray(dst, to1 + 3 * step);
    }
}
