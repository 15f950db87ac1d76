package io.upvox.kernel.vector;

import io.upvox.kernel.rows.RowTable;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for 4 output channels and 1 vector of each of some rows: 4 accumulators that live across all terms.
 * Weights are pairs, broadcast.
 */
final class F32PairTile4x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32PairTile4x1() {}

    /** As the tiles' method, for a vector a tile. */
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
                FloatVector s10 = FloatVector.zero(SPECIES);
                FloatVector s20 = FloatVector.zero(SPECIES);
                FloatVector s30 = FloatVector.zero(SPECIES);
                int w = panel[residue];
                for (int k = begin; k < behind; k++) {
                    int o = from + offsets[k];
                    FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
                    FloatVector w0 = DoubleVector.broadcast(PAIRS, panels[w]).reinterpretAsFloats();
                    s00 = x0.fma(w0, s00);
                    FloatVector w1 =
                            DoubleVector.broadcast(PAIRS, panels[w + 1]).reinterpretAsFloats();
                    s10 = x0.fma(w1, s10);
                    FloatVector w2 =
                            DoubleVector.broadcast(PAIRS, panels[w + 2]).reinterpretAsFloats();
                    s20 = x0.fma(w2, s20);
                    FloatVector w3 =
                            DoubleVector.broadcast(PAIRS, panels[w + 3]).reinterpretAsFloats();
                    s30 = x0.fma(w3, s30);
                    w += RowTable.PITCH;
                }
                s00.add(b0).intoArray(dst, to0 + y);
                s10.add(b1).intoArray(dst, to1 + y);
                s20.add(b2).intoArray(dst, to2 + y);
                s30.add(b3).intoArray(dst, to3 + y);
                from += L;
                y += L;
            }
            y += width - tiles * L;
            residue++;
            if (residue == residues) {
                residue = 0;
                cell += cellStep;
            }
        }
    }
}
