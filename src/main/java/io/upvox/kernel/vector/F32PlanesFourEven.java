package io.upvox.kernel.vector;

import io.upvox.kernel.rows.WovenStrip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for woven rows of {@code WovenForm.FOUR_EVEN} of two output planes that take the same inputs: each input is
 * loaded once for both, and spread to the lanes of the outputs that take it first and of those that take it second. The rows
 * that are written by turns lie far apart, because a core writes two rows that lie side by side much slower. One call takes
 * all rows of a strip, because rows are short. The sums are written out for each number of rows: in arrays they would be boxed.
 */
final class F32PlanesFourEven {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    /** From the input before a vector's first centre on, that of each output's first tap. */
    private static final VectorShuffle<Float> FIRST = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    /** And that of its second. */
    private static final VectorShuffle<Float> SECOND = VectorShuffle.fromOp(SPECIES, i -> i / 2 + 1);

    private F32PlanesFourEven() {}

    /** As the tiles' method. */
    static void run(WovenStrip strip, int base, int residue, int rows, int vectors, float[] dst, int to, int plane) {
        float[] x = strip.x();
        float[] weights = strip.weights();
        int[] terms = strip.terms();
        int step = strip.step();
        int width = strip.width();
        FloatVector b = FloatVector.broadcast(SPECIES, strip.bias());
        FloatVector zero = FloatVector.zero(SPECIES);
        int cell = base - 1;
        int h = residue * WovenStrip.PITCH;
        for (int row = 0; row < rows; row++) {
            int y = to + row * width;
            int z = y + plane;
            int n = terms[h];
            int k = h + WovenStrip.ROWS;
            int v = terms[h + WovenStrip.WEIGHTS];
            int w = terms[h + WovenStrip.WEIGHTS + 1];
            if (n == 4) {
                int r0 = cell + terms[k];
                int r1 = cell + terms[k + 1];
                int r2 = cell + terms[k + 2];
                int r3 = cell + terms[k + 3];
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
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector in = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector m = in.rearrange(FIRST);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = in.rearrange(SECOND);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    in = FloatVector.fromArray(SPECIES, x, r1 + i);
                    m = in.rearrange(FIRST);
                    p = m.fma(a10, p);
                    q = m.fma(c10, q);
                    m = in.rearrange(SECOND);
                    p = m.fma(a11, p);
                    q = m.fma(c11, q);
                    in = FloatVector.fromArray(SPECIES, x, r2 + i);
                    m = in.rearrange(FIRST);
                    p = m.fma(a20, p);
                    q = m.fma(c20, q);
                    m = in.rearrange(SECOND);
                    p = m.fma(a21, p);
                    q = m.fma(c21, q);
                    in = FloatVector.fromArray(SPECIES, x, r3 + i);
                    m = in.rearrange(FIRST);
                    p = m.fma(a30, p);
                    q = m.fma(c30, q);
                    m = in.rearrange(SECOND);
                    p = m.fma(a31, p);
                    q = m.fma(c31, q);
                    p.add(b).intoArray(dst, y + 2 * i);
                    q.add(b).intoArray(dst, z + 2 * i);
                }
            } else if (n == 2) {
                int r0 = cell + terms[k];
                int r1 = cell + terms[k + 1];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector a10 = FloatVector.fromArray(SPECIES, weights, v + 2 * L);
                FloatVector a11 = FloatVector.fromArray(SPECIES, weights, v + 3 * L);
                FloatVector c00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c01 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector c10 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector c11 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector in = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector m = in.rearrange(FIRST);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = in.rearrange(SECOND);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    in = FloatVector.fromArray(SPECIES, x, r1 + i);
                    m = in.rearrange(FIRST);
                    p = m.fma(a10, p);
                    q = m.fma(c10, q);
                    m = in.rearrange(SECOND);
                    p = m.fma(a11, p);
                    q = m.fma(c11, q);
                    p.add(b).intoArray(dst, y + 2 * i);
                    q.add(b).intoArray(dst, z + 2 * i);
                }
            } else if (n == 1) {
                int r0 = cell + terms[k];
                FloatVector a00 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a01 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector c00 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c01 = FloatVector.fromArray(SPECIES, weights, w + L);
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector in = FloatVector.fromArray(SPECIES, x, r0 + i);
                    FloatVector m = in.rearrange(FIRST);
                    FloatVector p = m.fma(a00, zero);
                    FloatVector q = m.fma(c00, zero);
                    m = in.rearrange(SECOND);
                    p = m.fma(a01, p);
                    q = m.fma(c01, q);
                    p.add(b).intoArray(dst, y + 2 * i);
                    q.add(b).intoArray(dst, z + 2 * i);
                }
            } else {
                for (int i = 0; i < vectors * L; i += L / 2) {
                    b.intoArray(dst, y + 2 * i);
                    b.intoArray(dst, z + 2 * i);
                }
            }
            h += WovenStrip.PITCH;
            if (h == terms.length) {
                h = 0;
                cell += step;
            }
        }
    }
}
