package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 1 output channel and 8 vectors of a row: 8 accumulators that live across all terms.
 * Weights are whole vectors.
 */
final class F32RowTile1x8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private F32RowTile1x8() {}

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
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s04 = FloatVector.zero(SPECIES);
        FloatVector s05 = FloatVector.zero(SPECIES);
        FloatVector s06 = FloatVector.zero(SPECIES);
        FloatVector s07 = FloatVector.zero(SPECIES);
        int w = panel;
        for (int k = 0; k < terms; k++) {
            int o = base + offsets[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + step);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, o + 2 * step);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, o + 3 * step);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, o + 4 * step);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, o + 5 * step);
            FloatVector x6 = FloatVector.fromArray(SPECIES, x, o + 6 * step);
            FloatVector x7 = FloatVector.fromArray(SPECIES, x, o + 7 * step);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, w);
            s00 = x0.fma(w0, s00);
            s01 = x1.fma(w0, s01);
            s02 = x2.fma(w0, s02);
            s03 = x3.fma(w0, s03);
            s04 = x4.fma(w0, s04);
            s05 = x5.fma(w0, s05);
            s06 = x6.fma(w0, s06);
            s07 = x7.fma(w0, s07);
            w += pitch;
        }
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        s00.add(b0).intoArray(dst, to0);
        s01.add(b0).intoArray(dst, to0 + step);
        s02.add(b0).intoArray(dst, to0 + 2 * step);
        s03.add(b0).intoArray(dst, to0 + 3 * step);
        s04.add(b0).intoArray(dst, to0 + 4 * step);
        s05.add(b0).intoArray(dst, to0 + 5 * step);
        s06.add(b0).intoArray(dst, to0 + 6 * step);
        s07.add(b0).intoArray(dst, to0 + 7 * step);
    }
}
