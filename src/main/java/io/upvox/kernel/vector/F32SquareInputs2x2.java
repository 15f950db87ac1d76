package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products along H and W take, of a plane or of the difference of two: F(2,2) along both. */
final class F32SquareInputs2x2 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int PITCH = ChannelTiles.PITCH;

    private F32SquareInputs2x2() {}

    static void difference(float[] src, int a0, int b0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        int a2 = a1 + rowStep;
        int b1 = b0 + rowStep;
        int b2 = b1 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector y1 = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + PITCH));
            FloatVector y0 = FloatVector.fromArray(SPECIES, src, a1 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i))
                    .sub(y1);
            FloatVector y2 = y1.sub(FloatVector.fromArray(SPECIES, src, a1 + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + 2 * PITCH)));
            FloatVector x0 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i));
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + PITCH));
            FloatVector x2 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + 2 * PITCH));
            x0.sub(x1).sub(y0).intoArray(dst, to + i);
            x1.sub(y1).intoArray(dst, to + step + i);
            x1.sub(x2).sub(y2).intoArray(dst, to + 2 * step + i);
            y0.intoArray(dst, to + 3 * step + i);
            y1.intoArray(dst, to + 4 * step + i);
            y2.intoArray(dst, to + 5 * step + i);
            x0 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i).sub(FloatVector.fromArray(SPECIES, src, b2 + 2 * i));
            x1 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b2 + 2 * i + PITCH));
            x2 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b2 + 2 * i + 2 * PITCH));
            y0.sub(x0.sub(x1)).intoArray(dst, to + 6 * step + i);
            y1.sub(x1).intoArray(dst, to + 7 * step + i);
            y2.sub(x1.sub(x2)).intoArray(dst, to + 8 * step + i);
        }
    }

    static void value(float[] src, int a0, int rowStep, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        int a2 = a1 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector y1 = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH);
            FloatVector y0 = FloatVector.fromArray(SPECIES, src, a1 + 2 * i).sub(y1);
            FloatVector y2 = y1.sub(FloatVector.fromArray(SPECIES, src, a1 + 2 * i + 2 * PITCH));
            FloatVector x0 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH);
            FloatVector x2 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + 2 * PITCH);
            x0.sub(x1).sub(y0).intoArray(dst, to + i);
            x1.sub(y1).intoArray(dst, to + step + i);
            x1.sub(x2).sub(y2).intoArray(dst, to + 2 * step + i);
            y0.intoArray(dst, to + 3 * step + i);
            y1.intoArray(dst, to + 4 * step + i);
            y2.intoArray(dst, to + 5 * step + i);
            x0 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i);
            x1 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i + PITCH);
            x2 = FloatVector.fromArray(SPECIES, src, a2 + 2 * i + 2 * PITCH);
            y0.sub(x0.sub(x1)).intoArray(dst, to + 6 * step + i);
            y1.sub(x1).intoArray(dst, to + 7 * step + i);
            y2.sub(x1.sub(x2)).intoArray(dst, to + 8 * step + i);
        }
    }
}
