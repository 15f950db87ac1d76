package io.upvox.kernel.vector;

import io.upvox.kernel.rows.RowPattern;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Expands input rows for a stride of 2. What vectors cannot take near the ends of a row goes lane by lane. */
final class F32RowExpansion {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, i -> L / 2 + i / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xaaaaL & ((1L << L) - 1));

    private static final VectorMask<Float> EVEN = VectorMask.fromLong(SPECIES, 0x5555L & ((1L << L) - 1));

    private F32RowExpansion() {}

    /**
     * As the tiles' method, for a stride of 2. The last vectors reach back over those before. One large method, which is not
     * drawn into its callers: there inlining ends too early for vectors to stay in registers.
     */
    static void two(
            float[] src, int from, int width, int first, RowPattern pattern, int copy, float[] x, int at, int length) {
        int even = pattern.source(copy, 0);
        int odd = pattern.source(copy, 1);
        int low = first + (even < 0 ? odd : odd < 0 ? even : Math.min(even, odd));
        int high = first + Math.max(even, odd);
        // Cells whose lanes have their inputs inside the row, and behind them those that have none.
        int cells = (length + 1) / 2;
        int begin = Math.min(cells, Math.max(0, -low));
        int end = Math.max(begin, Math.min(cells, width - high));
        int zeros = Math.max(end, Math.min(cells, width - low));
        boolean narrow = end - begin < L || 2 * end > length;
        lanes(src, from, width, first, even, odd, x, at, 0, 2 * begin);
        lanes(src, from, width, first, even, odd, x, at, narrow ? 2 * begin : 2 * end, Math.min(length, 2 * zeros));
        for (int o = 2 * zeros; o < length; o++) {
            x[at + o] = 0f;
        }
        if (narrow) {
            return;
        }
        if (even >= 0 && odd >= 0) {
            int a = from + first + even;
            int b = from + first + odd;
            for (int cell = begin; cell <= end - L; cell += L) {
                FloatVector e = FloatVector.fromArray(SPECIES, src, a + cell);
                FloatVector o = FloatVector.fromArray(SPECIES, src, b + cell);
                e.rearrange(LOW).blend(o.rearrange(LOW), ODD).intoArray(x, at + 2 * cell);
                e.rearrange(HIGH).blend(o.rearrange(HIGH), ODD).intoArray(x, at + 2 * cell + L);
            }
            FloatVector e = FloatVector.fromArray(SPECIES, src, a + end - L);
            FloatVector o = FloatVector.fromArray(SPECIES, src, b + end - L);
            e.rearrange(LOW).blend(o.rearrange(LOW), ODD).intoArray(x, at + 2 * end - 2 * L);
            e.rearrange(HIGH).blend(o.rearrange(HIGH), ODD).intoArray(x, at + 2 * end - L);
        } else {
            int a = from + high;
            FloatVector zero = FloatVector.zero(SPECIES);
            VectorMask<Float> none = odd >= 0 ? EVEN : ODD;
            for (int cell = begin; cell <= end - L; cell += L) {
                FloatVector v = FloatVector.fromArray(SPECIES, src, a + cell);
                v.rearrange(LOW).blend(zero, none).intoArray(x, at + 2 * cell);
                v.rearrange(HIGH).blend(zero, none).intoArray(x, at + 2 * cell + L);
            }
            FloatVector v = FloatVector.fromArray(SPECIES, src, a + end - L);
            v.rearrange(LOW).blend(zero, none).intoArray(x, at + 2 * end - 2 * L);
            v.rearrange(HIGH).blend(zero, none).intoArray(x, at + 2 * end - L);
        }
    }

    private static void lanes(
            float[] src, int from, int width, int first, int even, int odd, float[] x, int at, int begin, int end) {
        for (int o = begin; o < end; o++) {
            int source = (o & 1) == 0 ? even : odd;
            int i = first + source + o / 2;
            x[at + o] = source >= 0 && i >= 0 && i < width ? src[from + i] : 0f;
        }
    }
}
