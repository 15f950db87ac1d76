package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Expands input rows for a stride of 2. */
final class F32RowExpansion {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, i -> L / 2 + i / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xaaaaL & ((1L << L) - 1));
    private static final VectorMask<Float> EVEN = VectorMask.fromLong(SPECIES, 0x5555L & ((1L << L) - 1));

    private F32RowExpansion() {}

    /** As the tiles' method, with the sources of even and odd lanes; length is a multiple of the vectors' lanes. */
    static void two(float[] row, int from, int even, int odd, float[] x, int at, int length) {
        int a = from + even;
        int b = from + odd;
        int pairs = length / (2 * L);
        if (even >= 0 && odd >= 0) {
            for (int i = 0; i < pairs; i++) {
                FloatVector e = FloatVector.fromArray(SPECIES, row, a + i * L);
                FloatVector o = FloatVector.fromArray(SPECIES, row, b + i * L);
                e.rearrange(LOW).blend(o.rearrange(LOW), ODD).intoArray(x, at + 2 * i * L);
                e.rearrange(HIGH).blend(o.rearrange(HIGH), ODD).intoArray(x, at + 2 * i * L + L);
            }
            if (2 * pairs * L < length) {
                FloatVector e = FloatVector.fromArray(SPECIES, row, a + pairs * L);
                FloatVector o = FloatVector.fromArray(SPECIES, row, b + pairs * L);
                e.rearrange(LOW).blend(o.rearrange(LOW), ODD).intoArray(x, at + 2 * pairs * L);
            }
        } else {
            int c = Math.max(a, b);
            FloatVector zero = FloatVector.zero(SPECIES);
            VectorMask<Float> none = odd >= 0 ? EVEN : ODD;
            for (int i = 0; i < pairs; i++) {
                FloatVector v = FloatVector.fromArray(SPECIES, row, c + i * L);
                v.rearrange(LOW).blend(zero, none).intoArray(x, at + 2 * i * L);
                v.rearrange(HIGH).blend(zero, none).intoArray(x, at + 2 * i * L + L);
            }
            if (2 * pairs * L < length) {
                FloatVector v = FloatVector.fromArray(SPECIES, row, c + pairs * L);
                v.rearrange(LOW).blend(zero, none).intoArray(x, at + 2 * pairs * L);
            }
        }
    }
}
