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
    private static final VectorShuffle<Float> STAGGERED = VectorShuffle.fromOp(SPECIES, i -> (i + 1) / 2);
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

    /**
     * Many rows at once, straight from the inputs.
     *
     * @param src inputs; whole vectors are read, with what lies before and behind a row
     * @param from where sources count from, in the first row
     * @param step inputs from one row to the next
     * @param begin the first source that is inside
     * @param end behind the last source that is inside
     * @param rows number of rows
     */
    static void rows(
            float[] src,
            int from,
            int step,
            int begin,
            int end,
            int rows,
            int even,
            int odd,
            float[] x,
            int at,
            int rowStep,
            int length) {
        int low = even < 0 ? odd : odd < 0 ? even : Math.min(even, odd);
        int inside = Math.max(0, Math.min(length / L, (2 * (end - low) + L - 1) / L));
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int r = 0; r < rows; r++) {
            int a = from + r * step + even;
            int b = from + r * step + odd;
            int y = at + r * rowStep;
            if (even == odd) {
                for (int v = 0; v < inside; v++) {
                    FloatVector.fromArray(SPECIES, src, a + v * L / 2)
                            .rearrange(LOW)
                            .intoArray(x, y + v * L);
                }
            } else if (even >= 0 && odd == even + 1) {
                for (int v = 0; v < inside; v++) {
                    FloatVector.fromArray(SPECIES, src, a + v * L / 2)
                            .rearrange(STAGGERED)
                            .intoArray(x, y + v * L);
                }
            } else if (even >= 0 && odd >= 0) {
                for (int v = 0; v < inside; v++) {
                    FloatVector e = FloatVector.fromArray(SPECIES, src, a + v * L / 2);
                    FloatVector o = FloatVector.fromArray(SPECIES, src, b + v * L / 2);
                    e.rearrange(LOW).blend(o.rearrange(LOW), ODD).intoArray(x, y + v * L);
                }
            } else {
                int c = Math.max(a, b);
                VectorMask<Float> none = odd >= 0 ? EVEN : ODD;
                for (int v = 0; v < inside; v++) {
                    FloatVector i = FloatVector.fromArray(SPECIES, src, c + v * L / 2);
                    i.rearrange(LOW).blend(zero, none).intoArray(x, y + v * L);
                }
            }
            for (int v = inside; v < length / L; v++) {
                zero.intoArray(x, y + v * L);
            }
        }
        outside(begin, end, rows, even, x, at, rowStep, inside * L);
        outside(begin, end, rows, odd, x, at + 1, rowStep, inside * L);
    }

    /** Zeros where sources are outside. */
    private static void outside(int begin, int end, int rows, int source, float[] x, int at, int rowStep, int length) {
        if (source < 0) {
            return;
        }
        int before = Math.min(2 * (begin - source), length);
        int behind = Math.max(0, 2 * (end - source));
        for (int r = 0; r < rows; r++) {
            int y = at + r * rowStep;
            for (int o = 0; o < before; o += 2) {
                x[y + o] = 0f;
            }
            for (int o = behind; o < length; o += 2) {
                x[y + o] = 0f;
            }
        }
    }
}
