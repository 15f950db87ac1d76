package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products of F(4,5) take, in two loops. */
final class F32QuadInputsOfFive {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int PITCH = ChannelTiles.PITCH;

    private F32QuadInputsOfFive() {}

    /** The products at 0, 1/2, -1/2 and infinity; all eight in one loop are too many for JDK 17. */
    static void outer(
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
            int p7,
            int length) {
        FloatVector outer = FloatVector.broadcast(SPECIES, 21 / 4f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector five = FloatVector.broadcast(SPECIES, -5f);
        FloatVector plus = FloatVector.broadcast(SPECIES, 1 / 2f);
        FloatVector minus = FloatVector.broadcast(SPECIES, -1 / 2f);
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + s + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + s + j);
                FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + s + j);
                FloatVector v4 = FloatVector.fromArray(SPECIES, src, x4 + s + j);
                FloatVector v5 = FloatVector.fromArray(SPECIES, src, x5 + s + j);
                FloatVector v6 = FloatVector.fromArray(SPECIES, src, x6 + s + j);
                FloatVector v = FloatVector.fromArray(SPECIES, src, x0 + s + j);
                v2.sub(v4).fma(outer, v6.sub(v)).intoArray(dst, p0 + i + j);
                FloatVector p = v1.fma(four, v3.fma(five, v5));
                FloatVector q = v2.fma(four, v4.fma(five, v6));
                p.fma(plus, q).intoArray(dst, p1 + i + j);
                p.fma(minus, q).intoArray(dst, p2 + i + j);
                v = FloatVector.fromArray(SPECIES, src, x7 + s + j);
                v3.sub(v5).fma(outer, v.sub(v1)).intoArray(dst, p7 + i + j);
            }
        }
    }

    /** The products at 1, -1, 2 and -2. */
    static void inner(
            float[] src,
            int x1,
            int x2,
            int x3,
            int x4,
            int x5,
            int x6,
            int step,
            float[] dst,
            int p3,
            int p4,
            int p5,
            int p6,
            int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, -17 / 4f);
        FloatVector quarter = FloatVector.broadcast(SPECIES, 1 / 4f);
        FloatVector two = FloatVector.broadcast(SPECIES, -5 / 4f);
        FloatVector plus = FloatVector.broadcast(SPECIES, 2f);
        FloatVector minus = FloatVector.broadcast(SPECIES, -2f);
        for (int i = 0, s = 0; i < length; i += PITCH, s += step) {
            for (int j = 0; j < PITCH; j += L) {
                FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + s + j);
                FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + s + j);
                FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + s + j);
                FloatVector v4 = FloatVector.fromArray(SPECIES, src, x4 + s + j);
                FloatVector v5 = FloatVector.fromArray(SPECIES, src, x5 + s + j);
                FloatVector v6 = FloatVector.fromArray(SPECIES, src, x6 + s + j);
                FloatVector p = v3.fma(one, v5).add(v1);
                FloatVector q = v4.fma(one, v6).add(v2);
                q.add(p).intoArray(dst, p3 + i + j);
                q.sub(p).intoArray(dst, p4 + i + j);
                p = v1.fma(quarter, v3.fma(two, v5));
                q = v2.fma(quarter, v4.fma(two, v6));
                p.fma(plus, q).intoArray(dst, p5 + i + j);
                p.fma(minus, q).intoArray(dst, p6 + i + j);
            }
        }
    }
}
