package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the products of all phases along H and W take where these share features: for each row of features the four along W. A
 * loop for each row of features, since stores, not loads, are what they wait for.
 */
final class F32SharedInputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int PITCH = ChannelTiles.PITCH;
    /** Features of a row. */
    private static final int ROW = 4;

    private F32SharedInputs() {}

    /** A row of tiles. */
    static void run(
            int tapsD,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            int singleRow,
            int single,
            float[] dst,
            int to,
            int step,
            int width) {
        int plane = ROW * ROW * step;
        int n = width * PITCH;
        for (int j = 0; j < PITCH; j += L) {
            int a = from + j;
            int b = a + planeStep;
            int t = to + j;
            if (tapsD == 2) {
                difference(src, a, b, rowStep, singleRow, single, dst, t, step, n);
                value(src, b, rowStep, singleRow, single, dst, t + plane, step, n);
                difference(src, b, b + planeStep, rowStep, singleRow, single, dst, t + 2 * plane, step, n);
            } else {
                value(src, a, rowStep, singleRow, single, dst, t, step, n);
                value(src, b, rowStep, singleRow, single, dst, t + plane, step, n);
            }
        }
    }

    /** The features of a plane that is the difference of two. */
    private static void difference(
            float[] src, int a, int b, int rowStep, int singleRow, int single, float[] dst, int to, int step, int n) {
        differenceOfRows(src, a, b, rowStep, single, dst, to, step, n);
        differenceOfPlanes(src, a + rowStep, b + rowStep, single, dst, to + ROW * step, step, n);
        differenceOfRows(src, a + rowStep, b + rowStep, rowStep, single, dst, to + 2 * ROW * step, step, n);
        differenceOfPlanes(src, a + singleRow, b + singleRow, single, dst, to + 3 * ROW * step, step, n);
    }

    /** The features of a plane. */
    private static void value(
            float[] src, int a, int rowStep, int singleRow, int single, float[] dst, int to, int step, int n) {
        differenceOfRows(src, a, rowStep, single, dst, to, step, n);
        row(src, a + rowStep, single, dst, to + ROW * step, step, n);
        differenceOfRows(src, a + rowStep, rowStep, single, dst, to + 2 * ROW * step, step, n);
        row(src, a + singleRow, single, dst, to + 3 * ROW * step, step, n);
    }

    private static void differenceOfRows(
            float[] src, int a0, int b0, int rowStep, int single, float[] dst, int to, int step, int n) {
        int a1 = a0 + rowStep;
        int b1 = b0 + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + PITCH));
            FloatVector y1 = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + PITCH));
            FloatVector x = FloatVector.fromArray(SPECIES, src, a0 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i));
            FloatVector y = FloatVector.fromArray(SPECIES, src, a1 + 2 * i)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i));
            x.sub(x1).sub(y.sub(y1)).intoArray(dst, to + i);
            x1.sub(y1).intoArray(dst, to + step + i);
            x = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + 2 * PITCH));
            y = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + 2 * PITCH));
            x1.sub(x).sub(y1.sub(y)).intoArray(dst, to + 2 * step + i);
            x = FloatVector.fromArray(SPECIES, src, a0 + 2 * i + single)
                    .sub(FloatVector.fromArray(SPECIES, src, b0 + 2 * i + single));
            y = FloatVector.fromArray(SPECIES, src, a1 + 2 * i + single)
                    .sub(FloatVector.fromArray(SPECIES, src, b1 + 2 * i + single));
            x.sub(y).intoArray(dst, to + 3 * step + i);
        }
    }

    private static void differenceOfPlanes(
            float[] src, int a, int b, int single, float[] dst, int to, int step, int n) {
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, a + 2 * i + PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * i + PITCH));
            FloatVector x0 =
                    FloatVector.fromArray(SPECIES, src, a + 2 * i).sub(FloatVector.fromArray(SPECIES, src, b + 2 * i));
            FloatVector x2 = FloatVector.fromArray(SPECIES, src, a + 2 * i + 2 * PITCH)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * i + 2 * PITCH));
            x0.sub(x1).intoArray(dst, to + i);
            x1.intoArray(dst, to + step + i);
            x1.sub(x2).intoArray(dst, to + 2 * step + i);
            FloatVector.fromArray(SPECIES, src, a + 2 * i + single)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * i + single))
                    .intoArray(dst, to + 3 * step + i);
        }
    }

    private static void differenceOfRows(
            float[] src, int a, int rowStep, int single, float[] dst, int to, int step, int n) {
        int b = a + rowStep;
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, a + 2 * i + PITCH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, src, b + 2 * i + PITCH);
            FloatVector x0 = FloatVector.fromArray(SPECIES, src, a + 2 * i).sub(x1);
            FloatVector y0 = FloatVector.fromArray(SPECIES, src, b + 2 * i).sub(y1);
            FloatVector x2 = x1.sub(FloatVector.fromArray(SPECIES, src, a + 2 * i + 2 * PITCH));
            FloatVector y2 = y1.sub(FloatVector.fromArray(SPECIES, src, b + 2 * i + 2 * PITCH));
            x0.sub(y0).intoArray(dst, to + i);
            x1.sub(y1).intoArray(dst, to + step + i);
            x2.sub(y2).intoArray(dst, to + 2 * step + i);
            FloatVector.fromArray(SPECIES, src, a + 2 * i + single)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * i + single))
                    .intoArray(dst, to + 3 * step + i);
        }
    }

    private static void row(float[] src, int from, int single, float[] dst, int to, int step, int n) {
        for (int i = 0; i < n; i += PITCH) {
            FloatVector x1 = FloatVector.fromArray(SPECIES, src, from + 2 * i + PITCH);
            FloatVector.fromArray(SPECIES, src, from + 2 * i).sub(x1).intoArray(dst, to + i);
            x1.intoArray(dst, to + step + i);
            x1.sub(FloatVector.fromArray(SPECIES, src, from + 2 * i + 2 * PITCH))
                    .intoArray(dst, to + 2 * step + i);
            FloatVector.fromArray(SPECIES, src, from + 2 * i + single).intoArray(dst, to + 3 * step + i);
        }
    }
}
