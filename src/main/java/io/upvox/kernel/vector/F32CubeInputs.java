package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;

/**
 * What the products of F(2,1) or F(2,2) on each axis take. A loop for each product along D: with more vectors in one method
 * JDK 17 would put some into boxes, as it would behind a method around the load.
 */
final class F32CubeInputs {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int PITCH = ChannelTiles.PITCH;

    private F32CubeInputs() {}

    /** A row of tiles. */
    static void run(
            int tapsD,
            int tapsH,
            int tapsW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int step,
            int width) {
        int plane = (tapsH + 1) * (tapsW + 1) * step;
        int n = width * PITCH;
        for (int j = 0; j < PITCH; j += L) {
            int a = from + j;
            int b = a + planeStep;
            int t = to + j;
            if (tapsD == 2) {
                difference(tapsH, tapsW, src, a, b, rowStep, dst, t, step, n);
                value(tapsH, tapsW, src, b, rowStep, dst, t + plane, step, n);
                difference(tapsH, tapsW, src, b, b + planeStep, rowStep, dst, t + 2 * plane, step, n);
            } else {
                value(tapsH, tapsW, src, a, rowStep, dst, t, step, n);
                value(tapsH, tapsW, src, b, rowStep, dst, t + plane, step, n);
            }
        }
    }

    private static void difference(
            int tapsH, int tapsW, float[] src, int a, int b, int rowStep, float[] dst, int to, int step, int n) {
        if (tapsH == 2 && tapsW == 2) {
            F32SquareInputs2x2.difference(src, a, b, rowStep, dst, to, step, n);
        } else if (tapsH == 2) {
            F32SquareInputs2x1.difference(src, a, b, rowStep, dst, to, step, n);
        } else if (tapsW == 2) {
            F32SquareInputs1x2.difference(src, a, b, rowStep, dst, to, step, n);
        } else {
            F32SquareInputs1x1.difference(src, a, b, rowStep, dst, to, step, n);
        }
    }

    private static void value(
            int tapsH, int tapsW, float[] src, int a, int rowStep, float[] dst, int to, int step, int n) {
        if (tapsH == 2 && tapsW == 2) {
            F32SquareInputs2x2.value(src, a, rowStep, dst, to, step, n);
        } else if (tapsH == 2) {
            F32SquareInputs2x1.value(src, a, rowStep, dst, to, step, n);
        } else if (tapsW == 2) {
            F32SquareInputs1x2.value(src, a, rowStep, dst, to, step, n);
        } else {
            F32SquareInputs1x1.value(src, a, rowStep, dst, to, step, n);
        }
    }
}
