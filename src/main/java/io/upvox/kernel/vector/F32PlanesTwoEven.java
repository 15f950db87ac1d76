package io.upvox.kernel.vector;

import io.upvox.kernel.rows.WovenStrip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for woven rows of {@code WovenForm.TWO_EVEN} of two output planes that take the same inputs: each input is
 * loaded once for both, and spread to the lanes of the outputs that take it. Otherwise as {@link F32PlanesFourEven}.
 */
final class F32PlanesTwoEven {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    /** From a vector's first centre on, the input of each output. */
    private static final VectorShuffle<Float> SPREAD = VectorShuffle.fromOp(SPECIES, i -> i / 2);

    private F32PlanesTwoEven() {}

    /** As the tiles' method. */
    static void run(WovenStrip strip, int base, int residue, int rows, int vectors, float[] dst, int to, int plane) {
        float[] x = strip.x();
        float[] weights = strip.weights();
        int[] terms = strip.terms();
        int step = strip.step();
        int width = strip.width();
        FloatVector b = FloatVector.broadcast(SPECIES, strip.bias());
        FloatVector zero = FloatVector.zero(SPECIES);
        int cell = base;
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
                FloatVector a0 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a1 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector a2 = FloatVector.fromArray(SPECIES, weights, v + 2 * L);
                FloatVector a3 = FloatVector.fromArray(SPECIES, weights, v + 3 * L);
                FloatVector c0 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c1 = FloatVector.fromArray(SPECIES, weights, w + L);
                FloatVector c2 = FloatVector.fromArray(SPECIES, weights, w + 2 * L);
                FloatVector c3 = FloatVector.fromArray(SPECIES, weights, w + 3 * L);
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i).rearrange(SPREAD);
                    FloatVector p = m.fma(a0, zero);
                    FloatVector q = m.fma(c0, zero);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i).rearrange(SPREAD);
                    p = m.fma(a1, p);
                    q = m.fma(c1, q);
                    m = FloatVector.fromArray(SPECIES, x, r2 + i).rearrange(SPREAD);
                    p = m.fma(a2, p);
                    q = m.fma(c2, q);
                    m = FloatVector.fromArray(SPECIES, x, r3 + i).rearrange(SPREAD);
                    p = m.fma(a3, p);
                    q = m.fma(c3, q);
                    p.add(b).intoArray(dst, y + 2 * i);
                    q.add(b).intoArray(dst, z + 2 * i);
                }
            } else if (n == 2) {
                int r0 = cell + terms[k];
                int r1 = cell + terms[k + 1];
                FloatVector a0 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector a1 = FloatVector.fromArray(SPECIES, weights, v + L);
                FloatVector c0 = FloatVector.fromArray(SPECIES, weights, w);
                FloatVector c1 = FloatVector.fromArray(SPECIES, weights, w + L);
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i).rearrange(SPREAD);
                    FloatVector p = m.fma(a0, zero);
                    FloatVector q = m.fma(c0, zero);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i).rearrange(SPREAD);
                    p = m.fma(a1, p);
                    q = m.fma(c1, q);
                    p.add(b).intoArray(dst, y + 2 * i);
                    q.add(b).intoArray(dst, z + 2 * i);
                }
            } else if (n == 1) {
                int r0 = cell + terms[k];
                FloatVector a0 = FloatVector.fromArray(SPECIES, weights, v);
                FloatVector c0 = FloatVector.fromArray(SPECIES, weights, w);
                for (int i = 0; i < vectors * L; i += L / 2) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i).rearrange(SPREAD);
                    FloatVector p = m.fma(a0, zero);
                    FloatVector q = m.fma(c0, zero);
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
