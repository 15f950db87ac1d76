package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products along H and W take, of a plane or of the difference of two: one tap along H, F(2,2) along W. */
final class F32SquareInputs1x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int PITCH = ChannelTiles.PITCH;

    private F32SquareInputs1x2() {}

    static void difference(float[] src, int a0, int b0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        int b1 = b0 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + PITCH));
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i))
                    .sub(x)
                    .intoArray(dst, to + i);
            x.intoArray(dst, to + step + i);
            x.sub(FloatVector.fromArray(SPECIES, src, a0 + 2 * i + 2 * PITCH)
                            .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + 2 * PITCH)))
                    .intoArray(dst, to + 2 * step + i);
            FloatVector y = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + PITCH));
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i))
                    .sub(y)
                    .intoArray(dst, to + 3 * step + i);
            y.intoArray(dst, to + 4 * step + i);
            y.sub(FloatVector.fromArray(SPECIES, src, a1 + 2 * i + 2 * PITCH)
                            .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + 2 * PITCH)))
                    .intoArray(dst, to + 5 * step + i);
        }
    }

    static void value(float[] src, int a0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH);
            FloatVector.fromArray(SPECIES, src, a0 + 2 * i).sub(x).intoArray(dst, to + i);
            x.intoArray(dst, to + step + i);
            x.sub(FloatVector.fromArray(SPECIES, src, a0 + 2 * i + 2 * PITCH)).intoArray(dst, to + 2 * step + i);
            FloatVector y = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH);
            FloatVector.fromArray(SPECIES, src, a1 + 2 * i).sub(y).intoArray(dst, to + 3 * step + i);
            y.intoArray(dst, to + 4 * step + i);
            y.sub(FloatVector.fromArray(SPECIES, src, a1 + 2 * i + 2 * PITCH)).intoArray(dst, to + 5 * step + i);
        }
    }
}
