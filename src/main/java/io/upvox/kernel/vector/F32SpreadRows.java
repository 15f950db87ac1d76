package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for spread rows of one output plane: outputs side by side are sums over spread rows, whose weights take turns
 * and stay in registers for a row. One call takes all rows of a strip, because rows are short.
 */
final class F32SpreadRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    /** Lanes from the inputs of first taps to those of second ones. */
    private static final int NEXT = 2;

    private F32SpreadRows() {}

    /** As the tiles' method. */
    static void run(
            float[] x,
            int base,
            int step,
            int residue,
            int rows,
            int vectors,
            int[] ends,
            int[] offsets,
            float[] weights,
            int[] at,
            float bias,
            float[] dst,
            int to,
            int width) {
        FloatVector b = FloatVector.broadcast(SPECIES, bias);
        FloatVector zero = FloatVector.zero(SPECIES);
        int cell = base;
        int h = residue;
        for (int row = 0; row < rows; row++) {
            int y = to + row * width;
            int k = h == 0 ? 0 : ends[h - 1];
            int w = at[h];
            int n = ends[h] - k;
            if (n == 4) {
                int r0 = cell + offsets[k];
                int r1 = cell + offsets[k + 1];
                int r2 = cell + offsets[k + 2];
                int r3 = cell + offsets[k + 3];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector a10 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector a11 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                FloatVector a20 = FloatVector.fromArray(SPECIES, weights, w + 4 * L);
                FloatVector a21 = FloatVector.fromArray(SPECIES, weights, w + 5 * L);
                FloatVector a30 = FloatVector.fromArray(SPECIES, weights, w + 6 * L);
                FloatVector a31 = FloatVector.fromArray(SPECIES, weights, w + 7 * L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector s = FloatVector.fromArray(SPECIES, x, r0 + i).fma(a00, zero);
                    s = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT).fma(a01, s);
                    s = FloatVector.fromArray(SPECIES, x, r1 + i).fma(a10, s);
                    s = FloatVector.fromArray(SPECIES, x, r1 + i + NEXT).fma(a11, s);
                    s = FloatVector.fromArray(SPECIES, x, r2 + i).fma(a20, s);
                    s = FloatVector.fromArray(SPECIES, x, r2 + i + NEXT).fma(a21, s);
                    s = FloatVector.fromArray(SPECIES, x, r3 + i).fma(a30, s);
                    s = FloatVector.fromArray(SPECIES, x, r3 + i + NEXT).fma(a31, s);
                    s.add(b).intoArray(dst, y + i);
                }
            } else if (n == 2) {
                int r0 = cell + offsets[k];
                int r1 = cell + offsets[k + 1];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector a10 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector a11 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector s = FloatVector.fromArray(SPECIES, x, r0 + i).fma(a00, zero);
                    s = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT).fma(a01, s);
                    s = FloatVector.fromArray(SPECIES, x, r1 + i).fma(a10, s);
                    s = FloatVector.fromArray(SPECIES, x, r1 + i + NEXT).fma(a11, s);
                    s.add(b).intoArray(dst, y + i);
                }
            } else if (n == 1) {
                int r0 = cell + offsets[k];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, w + L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector s = FloatVector.fromArray(SPECIES, x, r0 + i).fma(a00, zero);
                    s = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT).fma(a01, s);
                    s.add(b).intoArray(dst, y + i);
                }
            } else {
                for (int i = 0; i < vectors * L; i += L) {
                    b.intoArray(dst, y + i);
                }
            }
            if (++h == ends.length) {
                h = 0;
                cell += step;
            }
        }
    }
}
