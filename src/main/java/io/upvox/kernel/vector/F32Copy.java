package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Copies rows of one channel. */
final class F32Copy {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final FloatVector LANES = FloatVector.zero(SPECIES).addIndex(1);

    private F32Copy() {}

    /** Rows of one length, each at a step from the one before; the last vector lies over the one before. */
    static void rows(float[] src, int from, int srcStep, float[] dst, int to, int step, int rows, int length) {
        for (int r = 0; r < rows; r++) {
            int s = from + r * srcStep;
            int y = to + r * step;
            if (length < L) {
                System.arraycopy(src, s, dst, y, length);
            } else {
                int i = 0;
                // Loads side by side: JDK 17 checks each one's bounds, and fewer of them would be on their way.
                for (; i < length - 4 * L; i += 4 * L) {
                    FloatVector a = FloatVector.fromArray(SPECIES, src, s + i);
                    FloatVector b = FloatVector.fromArray(SPECIES, src, s + i + L);
                    FloatVector c = FloatVector.fromArray(SPECIES, src, s + i + 2 * L);
                    FloatVector d = FloatVector.fromArray(SPECIES, src, s + i + 3 * L);
                    a.intoArray(dst, y + i);
                    b.intoArray(dst, y + i + L);
                    c.intoArray(dst, y + i + 2 * L);
                    d.intoArray(dst, y + i + 3 * L);
                }
                for (; i < length - L; i += L) {
                    FloatVector.fromArray(SPECIES, src, s + i).intoArray(dst, y + i);
                }
                FloatVector.fromArray(SPECIES, src, s + length - L).intoArray(dst, y + length - L);
            }
        }
    }

    /**
     * Rows of a vector at least that lie far apart, four at once: a processor begins anew to fetch ahead in each, and four take
     * hardly longer than one.
     */
    static void apart(float[] src, int from, int srcStep, float[] dst, int to, int step, int rows, int length) {
        int fours = rows - rows % 4;
        for (int r = 0; r < fours; r += 4) {
            int s = from + r * srcStep;
            int y = to + r * step;
            for (int i = 0; i < length; i += L) {
                int at = Math.min(i, length - L);
                FloatVector a = FloatVector.fromArray(SPECIES, src, s + at);
                FloatVector b = FloatVector.fromArray(SPECIES, src, s + srcStep + at);
                FloatVector c = FloatVector.fromArray(SPECIES, src, s + 2 * srcStep + at);
                FloatVector d = FloatVector.fromArray(SPECIES, src, s + 3 * srcStep + at);
                a.intoArray(dst, y + at);
                b.intoArray(dst, y + step + at);
                c.intoArray(dst, y + 2 * step + at);
                d.intoArray(dst, y + 3 * step + at);
            }
        }
        rows(src, from + fours * srcStep, srcStep, dst, to + fours * step, step, rows - fours, length);
    }

    /** Rows of a vector or two, which may overlap: short inner loops cost more than they do. */
    static void two(float[] src, int at, int rowStep, float[] panel, int to, int pitch, int rows, int width) {
        int last = width - L;
        for (int row = 0; row < rows; row++) {
            int s = at + row * rowStep;
            int t = to + row * pitch;
            FloatVector a = FloatVector.fromArray(SPECIES, src, s);
            FloatVector b = FloatVector.fromArray(SPECIES, src, s + last);
            a.intoArray(panel, t);
            b.intoArray(panel, t + last);
        }
    }

    /** Rows of three or four vectors. */
    static void four(float[] src, int at, int rowStep, float[] panel, int to, int pitch, int rows, int width) {
        int third = width - 2 * L;
        int last = width - L;
        for (int row = 0; row < rows; row++) {
            int s = at + row * rowStep;
            int t = to + row * pitch;
            FloatVector a = FloatVector.fromArray(SPECIES, src, s);
            FloatVector b = FloatVector.fromArray(SPECIES, src, s + L);
            FloatVector c = FloatVector.fromArray(SPECIES, src, s + third);
            FloatVector d = FloatVector.fromArray(SPECIES, src, s + last);
            a.intoArray(panel, t);
            b.intoArray(panel, t + L);
            c.intoArray(panel, t + third);
            d.intoArray(panel, t + last);
        }
    }

    /** Shorter rows, with zeros behind them that the next ones overwrite. */
    static void shorter(float[] src, int at, int rowStep, float[] panel, int to, int pitch, int rows, int width) {
        FloatVector zero = FloatVector.zero(SPECIES);
        VectorMask<Float> inside = LANES.compare(VectorOperators.LT, (float) width);
        for (int row = 0; row < rows; row++) {
            int s = at + row * rowStep;
            int t = to + row * pitch;
            if (s + L <= src.length) {
                zero.blend(FloatVector.fromArray(SPECIES, src, s), inside).intoArray(panel, t);
            } else {
                System.arraycopy(src, s, panel, t, width);
            }
        }
    }
}
