package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the products of F(2, taps) take, read from every other voxel: a vector lies within the channels of a voxel. Steps of
 * loops are constants, so that bounds are checked once a loop.
 */
final class F32SpreadInputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int PITCH = ChannelTiles.PITCH;

    private F32SpreadInputs() {}

    static void run(int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, int length) {
        int x0 = base + from[0];
        int x1 = base + from[1];
        int p0 = to + at[0];
        int p1 = to + at[1];
        if (taps == 1) {
            one(src, x0, x1, dst, p0, p1, length);
            return;
        }
        int x2 = base + from[2];
        int p2 = to + at[2];
        if (taps == 2) {
            two(src, x0, x1, x2, dst, p0, p1, p2, length);
            return;
        }
        int x3 = base + from[3];
        int p3 = to + at[3];
        three(src, x0, x1, x2, x3, dst, p0, p1, p2, p3, length);
    }

    private static void one(float[] src, int x0, int x1, float[] dst, int p0, int p1, int length) {
        for (int i = 0; i < length; i += PITCH) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + 2 * i + j);
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + 2 * i + j);
                v0.intoArray(dst, p0 + i + j);
                v1.intoArray(dst, p1 + i + j);
            }
        }
    }

    private static void two(float[] src, int x0, int x1, int x2, float[] dst, int p0, int p1, int p2, int length) {
        for (int i = 0; i < length; i += PITCH) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + 2 * i + j);
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + 2 * i + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + 2 * i + j);
                v0.sub(v1).intoArray(dst, p0 + i + j);
                v1.intoArray(dst, p1 + i + j);
                v1.sub(v2).intoArray(dst, p2 + i + j);
            }
        }
    }

    private static void three(
            float[] src, int x0, int x1, int x2, int x3, float[] dst, int p0, int p1, int p2, int p3, int length) {
        for (int i = 0; i < length; i += PITCH) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + 2 * i + j);
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + 2 * i + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + 2 * i + j);
                FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + 2 * i + j);
                v0.sub(v2).intoArray(dst, p0 + i + j);
                v1.add(v2).intoArray(dst, p1 + i + j);
                v1.sub(v2).intoArray(dst, p2 + i + j);
                v1.sub(v3).intoArray(dst, p3 + i + j);
            }
        }
    }
}
