package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for spread rows of two output planes that take the same inputs: each input is loaded once for both. The rows
 * that are written by turns lie far apart, because a core writes two rows that lie side by side much slower. One call takes
 * all rows of a strip, because rows are short. The sums are written out for each number of rows: in arrays they would be boxed.
 */
final class F32SpreadPlanes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    /** Lanes from the inputs of first taps to those of second ones. */
    private static final int NEXT = 2;

    private F32SpreadPlanes() {}

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
            int[] next,
            float bias,
            float[] dst,
            int to,
            int plane,
            int width) {
        FloatVector b = FloatVector.broadcast(SPECIES, bias);
        FloatVector zero = FloatVector.zero(SPECIES);
        int cell = base;
        int h = residue;
        for (int row = 0; row < rows; row++) {
            int y = to + row * width;
            int z = y + plane;
            int k = h == 0 ? 0 : ends[h - 1];
            int v = at[h];
            int w = next[h];
            int n = ends[h] - k;
            if (n == 4) {
                int r0 = cell + offsets[k];
                int r1 = cell + offsets[k + 1];
                int r2 = cell + offsets[k + 2];
                int r3 = cell + offsets[k + 3];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector a10 = FloatVector.fromArray(SPECIES, weights, v + 2 * L);
                FloatVector a11 = FloatVector.fromArray(SPECIES, weights, v + 3 * L);
                FloatVector a20 = FloatVector.fromArray(SPECIES, weights, v + 4 * L);
                FloatVector a21 = FloatVector.fromArray(SPECIES, weights, v + 5 * L);
                FloatVector a30 = FloatVector.fromArray(SPECIES, weights, v + 6 * L);
                FloatVector a31 = FloatVector.fromArray(SPECIES, weights, v + 7 * L);
                FloatVector c00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c01 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector c10 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector c11 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                FloatVector c20 = FloatVector.fromArray(SPECIES, weights, w + 4 * L);
                FloatVector c21 = FloatVector.fromArray(SPECIES, weights, w + 5 * L);
                FloatVector c30 = FloatVector.fromArray(SPECIES, weights, w + 6 * L);
                FloatVector c31 = FloatVector.fromArray(SPECIES, weights, w + 7 * L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i);
                    p = m.fma(a10, p);
                    q = m.fma(c10, q);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i + NEXT);
                    p = m.fma(a11, p);
                    q = m.fma(c11, q);
                    m = FloatVector.fromArray(SPECIES, x, r2 + i);
                    p = m.fma(a20, p);
                    q = m.fma(c20, q);
                    m = FloatVector.fromArray(SPECIES, x, r2 + i + NEXT);
                    p = m.fma(a21, p);
                    q = m.fma(c21, q);
                    m = FloatVector.fromArray(SPECIES, x, r3 + i);
                    p = m.fma(a30, p);
                    q = m.fma(c30, q);
                    m = FloatVector.fromArray(SPECIES, x, r3 + i + NEXT);
                    p = m.fma(a31, p);
                    q = m.fma(c31, q);
                    p.add(b).intoArray(dst, y + i);
                    q.add(b).intoArray(dst, z + i);
                }
            } else if (n == 2) {
                int r0 = cell + offsets[k];
                int r1 = cell + offsets[k + 1];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector a10 = FloatVector.fromArray(SPECIES, weights, v + 2 * L);
                FloatVector a11 = FloatVector.fromArray(SPECIES, weights, v + 3 * L);
                FloatVector c00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c01 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector c10 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector c11 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i);
                    p = m.fma(a10, p);
                    q = m.fma(c10, q);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i + NEXT);
                    p = m.fma(a11, p);
                    q = m.fma(c11, q);
                    p.add(b).intoArray(dst, y + i);
                    q.add(b).intoArray(dst, z + i);
                }
            } else if (n == 1) {
                int r0 = cell + offsets[k];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector c00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c01 = FloatVector.fromArray(SPECIES, weights, w + L);
                for (int i = 0; i < vectors * L; i += L) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = FloatVector.fromArray(SPECIES, x, r0 + i + NEXT);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    p.add(b).intoArray(dst, y + i);
                    q.add(b).intoArray(dst, z + i);
                }
            } else {
                for (int i = 0; i < vectors * L; i += L) {
                    b.intoArray(dst, y + i);
                    b.intoArray(dst, z + i);
                }
            }
            if (++h == ends.length) {
                h = 0;
                cell += step;
            }
        }
    }
}
