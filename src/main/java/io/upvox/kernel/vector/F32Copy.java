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
