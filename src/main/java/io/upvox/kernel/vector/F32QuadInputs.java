package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products of F(4,2) and F(4,3) take, and by {@link F32QuadInputsOfFive} of F(4,5), for runs without gaps and for spread ones: a vector lies within the channels of a voxel. */
final class F32QuadInputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int PITCH = ChannelTiles.PITCH;

    private F32QuadInputs() {}

    /**
     * @param step distance of voxels that are read
     */
    static void run(int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, int length, int step) {
        int x0 = base + from[0];
        int x1 = base + from[1];
        int x2 = base + from[2];
        int x3 = base + from[3];
        int p0 = to + at[0];
        int p1 = to + at[1];
        int p2 = to + at[2];
        int p3 = to + at[3];
        int x4 = base + from[4];
        int p4 = to + at[4];
        if (taps == 2) {
            two(src, x0, x1, x2, x3, x4, step, dst, p0, p1, p2, p3, p4, length);
            return;
        }
        int x5 = base + from[5];
        int p5 = to + at[5];
        if (taps == 3) {
            three(src, x0, x1, x2, x3, x4, x5, step, dst, p0, p1, p2, p3, p4, p5, length);
            return;
        }
        int x6 = base + from[6];
        int x7 = base + from[7];
        F32QuadInputsOfFive.outer(src, x0, x1, x2, x3, x4, x5, x6, x7, step, dst, p0, p1, p2, to + at[7], length);
        F32QuadInputsOfFive.inner(src, x1, x2, x3, x4, x5, x6, step, dst, p3, p4, p5, to + at[6], length);
    }

    private static void two(
            float[] src,
            int x0,
            int x1,
            int x2,
            int x3,
            int x4,
            int step,
            float[] dst,
            int p0,
            int p1,
            int p2,
            int p3,
            int p4,
            int length) {
        FloatVector far = FloatVector.broadcast(SPECIES, -25 / 16f);
        FloatVector near = FloatVector.broadcast(SPECIES, -1 / 4f);
        FloatVector m0 = FloatVector.broadcast(SPECIES, 1 / 2f);
        FloatVector m1 = FloatVector.broadcast(SPECIES, -1 / 2f);
        FloatVector m2 = FloatVector.broadcast(SPECIES, 5 / 4f);
        FloatVector m3 = FloatVector.broadcast(SPECIES, -5 / 4f);
        FloatVector first = FloatVector.broadcast(SPECIES, 25 / 64f);
        FloatVector outer = FloatVector.broadcast(SPECIES, -29 / 16f);
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + s + j);
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + s + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + s + j);
                FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + s + j);
                FloatVector p = v0.fma(far, v2);
                FloatVector q = v1.fma(far, v3);
                p.fma(m0, q).intoArray(dst, p0 + i + j);
                p.fma(m1, q).intoArray(dst, p1 + i + j);
                p = v0.fma(near, v2);
                q = v1.fma(near, v3);
                p.fma(m2, q).intoArray(dst, p2 + i + j);
                p.fma(m3, q).intoArray(dst, p3 + i + j);
                FloatVector v4 = FloatVector.fromArray(SPECIES, src, x4 + s + j);
                v0.fma(first, v2.fma(outer, v4)).intoArray(dst, p4 + i + j);
            }
        }
    }

    private static void three(
            float[] src,
            int x0,
            int x1,
            int x2,
            int x3,
            int x4,
            int x5,
            int step,
            float[] dst,
            int p0,
            int p1,
            int p2,
            int p3,
            int p4,
            int p5,
            int length) {
        FloatVector outer = FloatVector.broadcast(SPECIES, -45 / 16f);
        FloatVector first = FloatVector.broadcast(SPECIES, 81 / 64f);
        FloatVector far = FloatVector.broadcast(SPECIES, -9 / 4f);
        FloatVector near = FloatVector.broadcast(SPECIES, -9 / 16f);
        FloatVector m1 = FloatVector.broadcast(SPECIES, 3 / 4f);
        FloatVector m2 = FloatVector.broadcast(SPECIES, -3 / 4f);
        FloatVector m3 = FloatVector.broadcast(SPECIES, 3 / 2f);
        FloatVector m4 = FloatVector.broadcast(SPECIES, -3 / 2f);
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + s + j);
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + s + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + s + j);
                FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + s + j);
                FloatVector v4 = FloatVector.fromArray(SPECIES, src, x4 + s + j);
                FloatVector v5 = FloatVector.fromArray(SPECIES, src, x5 + s + j);
                v0.fma(first, v2.fma(outer, v4)).intoArray(dst, p0 + i + j);
                FloatVector p = v1.fma(far, v3);
                FloatVector q = v2.fma(far, v4);
                p.fma(m1, q).intoArray(dst, p1 + i + j);
                p.fma(m2, q).intoArray(dst, p2 + i + j);
                p = v1.fma(near, v3);
                q = v2.fma(near, v4);
                p.fma(m3, q).intoArray(dst, p3 + i + j);
                p.fma(m4, q).intoArray(dst, p4 + i + j);
                v1.fma(first, v3.fma(outer, v5)).intoArray(dst, p5 + i + j);
            }
        }
    }
}
