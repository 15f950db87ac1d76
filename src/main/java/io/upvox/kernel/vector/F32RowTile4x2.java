package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 4 output channels and 2 vectors of a row: 8 accumulators that live across all terms.
 * Weights are whole vectors.
 */
final class F32RowTile4x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32RowTile4x2() {}

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
            int to1,
            int to2,
            int to3) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + step);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, w);
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panels, w + L);
            s10 = x0.fma(w1, s10);
            s11 = x1.fma(w1, s11);
            FloatVector w2 = FloatVector.fromArray(SPECIES, panels, w + 2 * L);
            s20 = x0.fma(w2, s20);
            s21 = x1.fma(w2, s21);
            FloatVector w3 = FloatVector.fromArray(SPECIES, panels, w + 3 * L);
            s30 = x0.fma(w3, s30);
            s31 = x1.fma(w3, s31);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + step);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        s10.add(b1).intoArray(dst, to1);
        s11.add(b1).intoArray(dst, to1 + step);
        FloatVector b2 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
        s20.add(b2).intoArray(dst, to2);
        s21.add(b2).intoArray(dst, to2 + step);
        FloatVector b3 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
        s30.add(b3).intoArray(dst, to3);
        s31.add(b3).intoArray(dst, to3 + step);
    }
}
