package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products along H and W take, of a plane or of the difference of two: one tap along H and W. */
final class F32SquareInputs1x1 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int PITCH = ChannelTiles.PITCH;

    private F32SquareInputs1x1() {}

    static void difference(float[] src, int a0, int b0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        int b1 = b0 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i))
                    .intoArray(dst, to + i);
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + PITCH))
                    .intoArray(dst, to + step + i);
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i))
                    .intoArray(dst, to + 2 * step + i);
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + PITCH))
                    .intoArray(dst, to + 3 * step + i);
        }
    }

    static void value(float[] src, int a0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i).intoArray(dst, to + i);
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH).intoArray(dst, to + step + i);
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i).intoArray(dst, to + 2 * step + i);
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH).intoArray(dst, to + 3 * step + i);
        }
    }
}
