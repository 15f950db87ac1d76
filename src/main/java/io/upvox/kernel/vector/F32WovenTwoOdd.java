package io.upvox.kernel.vector;

import io.upvox.kernel.rows.WovenStrip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop for woven rows of {@code WovenForm.TWO_ODD}: weights stay in registers for a row, and one call takes all rows of
 * a strip, because rows are short. Each form has a loop of its own: lanes that are constants are read much faster.
 */
final class F32WovenTwoOdd {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32WovenTwoOdd() {}

    /** As the tiles' method. */
    static void run(WovenStrip strip, int base, int residue, int rows, int vectors, float[] dst, int to) {
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
            int n = terms[h];
            int k = h + WovenStrip.ROWS;
            int w = terms[h + WovenStrip.WEIGHTS];
            if (n == 4) {
                int r0 = cell + terms[k];
                int r1 = cell + terms[k + 1];
                int r2 = cell + terms[k + 2];
                int r3 = cell + terms[k + 3];
                FloatVector e00 = FloatVector.broadcast(SPECIES, weights[w]);
                FloatVector o00 = FloatVector.broadcast(SPECIES, weights[w + 1]);
                FloatVector e10 = FloatVector.broadcast(SPECIES, weights[w + 2]);
                FloatVector o10 = FloatVector.broadcast(SPECIES, weights[w + 3]);
                FloatVector e20 = FloatVector.broadcast(SPECIES, weights[w + 4]);
                FloatVector o20 = FloatVector.broadcast(SPECIES, weights[w + 5]);
                FloatVector e30 = FloatVector.broadcast(SPECIES, weights[w + 6]);
                FloatVector o30 = FloatVector.broadcast(SPECIES, weights[w + 7]);
                for (int i = 0; i < vectors; i++) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i * L);
                    FloatVector e = m.fma(e00, zero);
                    FloatVector o =
                            FloatVector.fromArray(SPECIES, x, r0 + i * L + 1).fma(o00, zero);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i * L);
                    e = m.fma(e10, e);
                    o = FloatVector.fromArray(SPECIES, x, r1 + i * L + 1).fma(o10, o);
                    m = FloatVector.fromArray(SPECIES, x, r2 + i * L);
                    e = m.fma(e20, e);
                    o = FloatVector.fromArray(SPECIES, x, r2 + i * L + 1).fma(o20, o);
                    m = FloatVector.fromArray(SPECIES, x, r3 + i * L);
                    e = m.fma(e30, e);
                    o = FloatVector.fromArray(SPECIES, x, r3 + i * L + 1).fma(o30, o);
                    e = e.add(b);
                    o = o.add(b);
                    e.rearrange(Pairs.LOW)
                            .blend(o.rearrange(Pairs.LOW), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L);
                    e.rearrange(Pairs.HIGH)
                            .blend(o.rearrange(Pairs.HIGH), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L + L);
                }
            } else if (n == 2) {
                int r0 = cell + terms[k];
                int r1 = cell + terms[k + 1];
                FloatVector e00 = FloatVector.broadcast(SPECIES, weights[w]);
                FloatVector o00 = FloatVector.broadcast(SPECIES, weights[w + 1]);
                FloatVector e10 = FloatVector.broadcast(SPECIES, weights[w + 2]);
                FloatVector o10 = FloatVector.broadcast(SPECIES, weights[w + 3]);
                for (int i = 0; i < vectors; i++) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i * L);
                    FloatVector e = m.fma(e00, zero);
                    FloatVector o =
                            FloatVector.fromArray(SPECIES, x, r0 + i * L + 1).fma(o00, zero);
                    m = FloatVector.fromArray(SPECIES, x, r1 + i * L);
                    e = m.fma(e10, e);
                    o = FloatVector.fromArray(SPECIES, x, r1 + i * L + 1).fma(o10, o);
                    e = e.add(b);
                    o = o.add(b);
                    e.rearrange(Pairs.LOW)
                            .blend(o.rearrange(Pairs.LOW), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L);
                    e.rearrange(Pairs.HIGH)
                            .blend(o.rearrange(Pairs.HIGH), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L + L);
                }
            } else if (n == 1) {
                int r0 = cell + terms[k];
                FloatVector e00 = FloatVector.broadcast(SPECIES, weights[w]);
                FloatVector o00 = FloatVector.broadcast(SPECIES, weights[w + 1]);
                for (int i = 0; i < vectors; i++) {
                    FloatVector m = FloatVector.fromArray(SPECIES, x, r0 + i * L);
                    FloatVector e = m.fma(e00, zero);
                    FloatVector o =
                            FloatVector.fromArray(SPECIES, x, r0 + i * L + 1).fma(o00, zero);
                    e = e.add(b);
                    o = o.add(b);
                    e.rearrange(Pairs.LOW)
                            .blend(o.rearrange(Pairs.LOW), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L);
                    e.rearrange(Pairs.HIGH)
                            .blend(o.rearrange(Pairs.HIGH), Pairs.ODD)
                            .intoArray(dst, y + 2 * i * L + L);
                }
            } else {
                for (int i = 0; i < 2 * vectors; i++) {
                    b.intoArray(dst, y + i * L);
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
