package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Interleaves residues into a row of output, with the bias. The last vectors of a row lie over the ones before, so that nothing
 * is written beyond the row.
 */
final class F32Interleave {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Lane i takes lane (v*L+i)/2 or (v*L+i)/3 for the v-th vector. */
    private static final VectorShuffle<Float> HALF0 = VectorShuffle.fromOp(SPECIES, i -> i / 2);

    private static final VectorShuffle<Float> HALF1 = VectorShuffle.fromOp(SPECIES, i -> (L + i) / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xaaaaL & ((1L << L) - 1));

    private static final VectorShuffle<Float> THIRD0 = VectorShuffle.fromOp(SPECIES, i -> i / 3);
    private static final VectorShuffle<Float> THIRD1 = VectorShuffle.fromOp(SPECIES, i -> (L + i) / 3);
    private static final VectorShuffle<Float> THIRD2 = VectorShuffle.fromOp(SPECIES, i -> (2 * L + i) / 3);
    private static final VectorMask<Float> ONE0 = third(0, 1);
    private static final VectorMask<Float> TWO0 = third(0, 2);
    private static final VectorMask<Float> ONE1 = third(1, 1);
    private static final VectorMask<Float> TWO1 = third(1, 2);
    private static final VectorMask<Float> ONE2 = third(2, 1);
    private static final VectorMask<Float> TWO2 = third(2, 2);

    private F32Interleave() {}

    /** The lanes of the v-th vector that are of a residue. */
    private static VectorMask<Float> third(int v, int residue) {
        long bits = 0;
        for (int i = 0; i < L; i++) {
            bits |= (v * L + i) % 3 == residue ? 1L << i : 0;
        }
        return VectorMask.fromLong(SPECIES, bits);
    }

    static void one(float[] sums, int at, int columns, float[] dst, int to, float bias) {
        for (int i = 0; ; ) {
            FloatVector.fromArray(SPECIES, sums, at + i).add(bias).intoArray(dst, to + i);
            if (i + L == columns) {
                return;
            }
            i = Math.min(i + L, columns - L);
        }
    }

    static void two(float[] sums, int at, int step, int columns, float[] dst, int to, float bias) {
        for (int i = 0; ; ) {
            // An odd column begins with the second residue.
            int a = i % 2 == 0 ? at + i / 2 : at + step + i / 2;
            int b = i % 2 == 0 ? at + step + i / 2 : at + i / 2 + 1;
            FloatVector even = FloatVector.fromArray(SPECIES, sums, a).add(bias);
            FloatVector odd = FloatVector.fromArray(SPECIES, sums, b).add(bias);
            even.rearrange(HALF0).blend(odd.rearrange(HALF0), ODD).intoArray(dst, to + i);
            even.rearrange(HALF1).blend(odd.rearrange(HALF1), ODD).intoArray(dst, to + i + L);
            if (i + 2 * L == columns) {
                return;
            }
            i = Math.min(i + 2 * L, columns - 2 * L);
        }
    }

    static void three(float[] sums, int at, int step, int columns, float[] dst, int to, float bias) {
        for (int i = 0; ; ) {
            FloatVector a = FloatVector.fromArray(SPECIES, sums, at + i % 3 * step + i / 3)
                    .add(bias);
            FloatVector b = FloatVector.fromArray(SPECIES, sums, at + (i + 1) % 3 * step + (i + 1) / 3)
                    .add(bias);
            FloatVector c = FloatVector.fromArray(SPECIES, sums, at + (i + 2) % 3 * step + (i + 2) / 3)
                    .add(bias);
            a.rearrange(THIRD0)
                    .blend(b.rearrange(THIRD0), ONE0)
                    .blend(c.rearrange(THIRD0), TWO0)
                    .intoArray(dst, to + i);
            a.rearrange(THIRD1)
                    .blend(b.rearrange(THIRD1), ONE1)
                    .blend(c.rearrange(THIRD1), TWO1)
                    .intoArray(dst, to + i + L);
            a.rearrange(THIRD2)
                    .blend(b.rearrange(THIRD2), ONE2)
                    .blend(c.rearrange(THIRD2), TWO2)
                    .intoArray(dst, to + i + 2 * L);
            if (i + 3 * L == columns) {
                return;
            }
            i = Math.min(i + 3 * L, columns - 3 * L);
        }
    }

    static void any(float[] sums, int at, int residues, int step, int columns, float[] dst, int to, float bias) {
        for (int r = 0; r < residues; r++) {
            int from = at + r * step;
            for (int o = r; o < columns; o += residues) {
                dst[to + o] = sums[from++] + bias;
            }
        }
    }
}
