package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Copies pieces of rows of one channel. */
final class F32Copy {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final FloatVector LANES = FloatVector.zero(SPECIES).addIndex(1);

    private F32Copy() {}

    /** Rows of one length, each at a step from the one before. */
    static void rows(float[] src, int from, int srcStep, float[] dst, int to, int step, int rows, int length) {
        for (int r = 0; r < rows; r++) {
            int s = from + r * srcStep;
            int y = to + r * step;
            if (length < L) {
                System.arraycopy(src, s, dst, y, length);
            } else {
                for (int i = 0; i < length - L; i += L) {
                    FloatVector.fromArray(SPECIES, src, s + i).intoArray(dst, y + i);
                }
                FloatVector.fromArray(SPECIES, src, s + length - L).intoArray(dst, y + length - L);
            }
        }
    }

    /** Pieces of a vector. */
    static void vectors(float[] src, int at, int[] from, float[] panel, int target, int[] to, int pieces) {
        for (int i = 0; i < pieces; i++) {
            FloatVector.fromArray(SPECIES, src, at + from[i]).intoArray(panel, target + to[i]);
        }
    }

    /** Shorter pieces, with zeros behind them that the next ones overwrite. */
    static void shorter(float[] src, int at, int[] from, float[] panel, int target, int[] to, int pieces, int length) {
        FloatVector zero = FloatVector.zero(SPECIES);
        VectorMask<Float> inside = LANES.compare(VectorOperators.LT, (float) length);
        for (int i = 0; i < pieces; i++) {
            int s = at + from[i];
            if (s + L <= src.length) {
                zero.blend(FloatVector.fromArray(SPECIES, src, s), inside).intoArray(panel, target + to[i]);
            } else {
                System.arraycopy(src, s, panel, target + to[i], length);
            }
        }
    }
}
