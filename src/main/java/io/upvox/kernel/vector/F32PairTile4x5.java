package io.upvox.kernel.vector;

import io.upvox.kernel.rows.RowTable;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 4 output channels and 5 vectors of each of some rows: 20 accumulators that live across all terms.
 * Weights are pairs, broadcast.
 */
final class F32PairTile4x5 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32PairTile4x5() {}

    /** As the tiles' method, for 5 vectors a tile. */
    static void run(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int tiles,
            RowTable table,
            double[] panels,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int to0,
            int to1,
            int to2,
            int to3) {
        int[] offsets = table.offsets();
        int[] starts = table.starts();
        int[] panel = table.panels();
        // Divided and spread once: in each row or tile that took up to a tenth of the time.
        int residues = panel.length;
        int residue = first % residues;
        int cell = base + first / residues * cellStep;
        int y = first * width;
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias[channel]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
        FloatVector b2 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
        FloatVector b3 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
        for (int row = first; row < end; row++) {
            int begin = starts[residue];
            int behind = starts[residue + 1];
            int from = cell;
            for (int tile = 0; tile < tiles; tile++) {
                FloatVector s00 = FloatVector.zero(SPECIES);
                FloatVector s01 = FloatVector.zero(SPECIES);
                FloatVector s02 = FloatVector.zero(SPECIES);
                FloatVector s03 = FloatVector.zero(SPECIES);
                FloatVector s04 = FloatVector.zero(SPECIES);
                FloatVector s10 = FloatVector.zero(SPECIES);
                FloatVector s11 = FloatVector.zero(SPECIES);
                FloatVector s12 = FloatVector.zero(SPECIES);
                FloatVector s13 = FloatVector.zero(SPECIES);
                FloatVector s14 = FloatVector.zero(SPECIES);
                FloatVector s20 = FloatVector.zero(SPECIES);
                FloatVector s21 = FloatVector.zero(SPECIES);
                FloatVector s22 = FloatVector.zero(SPECIES);
                FloatVector s23 = FloatVector.zero(SPECIES);
                FloatVector s24 = FloatVector.zero(SPECIES);
                FloatVector s30 = FloatVector.zero(SPECIES);
                FloatVector s31 = FloatVector.zero(SPECIES);
                FloatVector s32 = FloatVector.zero(SPECIES);
                FloatVector s33 = FloatVector.zero(SPECIES);
                FloatVector s34 = FloatVector.zero(SPECIES);
                int w = panel[residue];
                for (int k = begin; k < behind; k++) {
                    int o = from + offsets[k];
                    FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
                    FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + L);
                    FloatVector x2 = FloatVector.fromArray(SPECIES, x, o + 2 * L);
                    FloatVector x3 = FloatVector.fromArray(SPECIES, x, o + 3 * L);
                    FloatVector x4 = FloatVector.fromArray(SPECIES, x, o + 4 * L);
                    FloatVector w0 = DoubleVector.broadcast(PAIRS, panels[w]).reinterpretAsFloats();
                    s00 = x0.fma(w0, s00);
                    s01 = x1.fma(w0, s01);
                    s02 = x2.fma(w0, s02);
                    s03 = x3.fma(w0, s03);
                    s04 = x4.fma(w0, s04);
                    FloatVector w1 =
                            DoubleVector.broadcast(PAIRS, panels[w + 1]).reinterpretAsFloats();
                    s10 = x0.fma(w1, s10);
                    s11 = x1.fma(w1, s11);
                    s12 = x2.fma(w1, s12);
                    s13 = x3.fma(w1, s13);
                    s14 = x4.fma(w1, s14);
                    FloatVector w2 =
                            DoubleVector.broadcast(PAIRS, panels[w + 2]).reinterpretAsFloats();
                    s20 = x0.fma(w2, s20);
                    s21 = x1.fma(w2, s21);
                    s22 = x2.fma(w2, s22);
                    s23 = x3.fma(w2, s23);
                    s24 = x4.fma(w2, s24);
                    FloatVector w3 =
                            DoubleVector.broadcast(PAIRS, panels[w + 3]).reinterpretAsFloats();
                    s30 = x0.fma(w3, s30);
                    s31 = x1.fma(w3, s31);
                    s32 = x2.fma(w3, s32);
                    s33 = x3.fma(w3, s33);
                    s34 = x4.fma(w3, s34);
                    w += RowTable.PITCH;
                }
                s00.add(b0).intoArray(dst, to0 + y);
                s01.add(b0).intoArray(dst, to0 + y + L);
                s02.add(b0).intoArray(dst, to0 + y + 2 * L);
                s03.add(b0).intoArray(dst, to0 + y + 3 * L);
                s04.add(b0).intoArray(dst, to0 + y + 4 * L);
                s10.add(b1).intoArray(dst, to1 + y);
                s11.add(b1).intoArray(dst, to1 + y + L);
                s12.add(b1).intoArray(dst, to1 + y + 2 * L);
                s13.add(b1).intoArray(dst, to1 + y + 3 * L);
                s14.add(b1).intoArray(dst, to1 + y + 4 * L);
                s20.add(b2).intoArray(dst, to2 + y);
                s21.add(b2).intoArray(dst, to2 + y + L);
                s22.add(b2).intoArray(dst, to2 + y + 2 * L);
                s23.add(b2).intoArray(dst, to2 + y + 3 * L);
                s24.add(b2).intoArray(dst, to2 + y + 4 * L);
                s30.add(b3).intoArray(dst, to3 + y);
                s31.add(b3).intoArray(dst, to3 + y + L);
                s32.add(b3).intoArray(dst, to3 + y + 2 * L);
                s33.add(b3).intoArray(dst, to3 + y + 3 * L);
                s34.add(b3).intoArray(dst, to3 + y + 4 * L);
                from += 5 * L;
                y += 5 * L;
            }
            y += width - tiles * 5 * L;
            residue++;
            if (residue == residues) {
                residue = 0;
                cell += cellStep;
            }
        }
    }
}
