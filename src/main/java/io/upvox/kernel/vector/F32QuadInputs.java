package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products of F(4, taps) take, for runs without gaps and for spread ones: a vector lies within the channels of a voxel. */
final class F32QuadInputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int PITCH = ChannelTiles.PITCH;

    private F32QuadInputs() {}

    private static FloatVector load(float[] src, int at) {
        return FloatVector.fromArray(SPECIES, src, at);
    }

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
        int x5 = base + from[5];
        int p4 = to + at[4];
        int p5 = to + at[5];
        if (taps == 3) {
            three(src, x0, x1, x2, x3, x4, x5, step, dst, p0, p1, p2, p3, p4, p5, length);
            return;
        }
        int x6 = base + from[6];
        int x7 = base + from[7];
        five(src, x0, x1, x2, x3, x4, x5, x6, x7, step, dst, p0, p1, p2, p3, p4, p5, to + at[6], to + at[7], length);
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
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = load(src, x0 + s + j);
                FloatVector v1 = load(src, x1 + s + j);
                FloatVector v2 = load(src, x2 + s + j);
                FloatVector v3 = load(src, x3 + s + j);
                FloatVector v4 = load(src, x4 + s + j);
                FloatVector v5 = load(src, x5 + s + j);
                v0.fma(first, v2.fma(outer, v4)).intoArray(dst, p0 + i + j);
                FloatVector p = v1.fma(far, v3);
                FloatVector q = v2.fma(far, v4);
                p.fma(FloatVector.broadcast(SPECIES, 3 / 4f), q).intoArray(dst, p1 + i + j);
                p.fma(FloatVector.broadcast(SPECIES, -3 / 4f), q).intoArray(dst, p2 + i + j);
                FloatVector r = v1.fma(near, v3);
                FloatVector t = v2.fma(near, v4);
                r.fma(FloatVector.broadcast(SPECIES, 3 / 2f), t).intoArray(dst, p3 + i + j);
                r.fma(FloatVector.broadcast(SPECIES, -3 / 2f), t).intoArray(dst, p4 + i + j);
                v1.fma(first, v3.fma(outer, v5)).intoArray(dst, p5 + i + j);
            }
        }
    }

    private static void five(
            float[] src,
            int x0,
            int x1,
            int x2,
            int x3,
            int x4,
            int x5,
            int x6,
            int x7,
            int step,
            float[] dst,
            int p0,
            int p1,
            int p2,
            int p3,
            int p4,
            int p5,
            int p6,
            int p7,
            int length) {
        FloatVector outer = FloatVector.broadcast(SPECIES, 21 / 4f);
        FloatVector quarter = FloatVector.broadcast(SPECIES, 1 / 4f);
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v0 = load(src, x0 + s + j);
                FloatVector v1 = load(src, x1 + s + j);
                FloatVector v2 = load(src, x2 + s + j);
                FloatVector v3 = load(src, x3 + s + j);
                FloatVector v4 = load(src, x4 + s + j);
                FloatVector v5 = load(src, x5 + s + j);
                FloatVector v6 = load(src, x6 + s + j);
                FloatVector v7 = load(src, x7 + s + j);
                v2.sub(v4).fma(outer, v6.sub(v0)).intoArray(dst, p0 + i + j);
                FloatVector p =
                        v1.fma(FloatVector.broadcast(SPECIES, 4f), v3.fma(FloatVector.broadcast(SPECIES, -5f), v5));
                FloatVector q =
                        v2.fma(FloatVector.broadcast(SPECIES, 4f), v4.fma(FloatVector.broadcast(SPECIES, -5f), v6));
                p.fma(FloatVector.broadcast(SPECIES, 1 / 2f), q).intoArray(dst, p1 + i + j);
                p.fma(FloatVector.broadcast(SPECIES, -1 / 2f), q).intoArray(dst, p2 + i + j);
                FloatVector r =
                        v3.fma(FloatVector.broadcast(SPECIES, -17 / 4f), v5).add(v1);
                FloatVector t =
                        v4.fma(FloatVector.broadcast(SPECIES, -17 / 4f), v6).add(v2);
                t.add(r).intoArray(dst, p3 + i + j);
                t.sub(r).intoArray(dst, p4 + i + j);
                FloatVector f = v1.fma(quarter, v3.fma(FloatVector.broadcast(SPECIES, -5 / 4f), v5));
                FloatVector g = v2.fma(quarter, v4.fma(FloatVector.broadcast(SPECIES, -5 / 4f), v6));
                f.fma(FloatVector.broadcast(SPECIES, 2f), g).intoArray(dst, p5 + i + j);
                f.fma(FloatVector.broadcast(SPECIES, -2f), g).intoArray(dst, p6 + i + j);
                v3.sub(v5).fma(outer, v7.sub(v1)).intoArray(dst, p7 + i + j);
            }
        }
    }
}
