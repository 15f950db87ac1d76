package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the products of F(2, taps) take, for runs without gaps: the loops of {@link F32SpreadInputs} with one index for all. */
final class F32RunInputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32RunInputs() {}

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
        for (int i = 0; i < length; i += L) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + i);
            FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + i);
            v0.intoArray(dst, p0 + i);
            v1.intoArray(dst, p1 + i);
        }
    }

    private static void two(float[] src, int x0, int x1, int x2, float[] dst, int p0, int p1, int p2, int length) {
        for (int i = 0; i < length; i += L) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + i);
            FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + i);
            FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + i);
            v0.sub(v1).intoArray(dst, p0 + i);
            v1.intoArray(dst, p1 + i);
            v1.sub(v2).intoArray(dst, p2 + i);
        }
    }

    private static void three(
            float[] src, int x0, int x1, int x2, int x3, float[] dst, int p0, int p1, int p2, int p3, int length) {
        for (int i = 0; i < length; i += L) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, src, x0 + i);
            FloatVector v1 = FloatVector.fromArray(SPECIES, src, x1 + i);
            FloatVector v2 = FloatVector.fromArray(SPECIES, src, x2 + i);
            FloatVector v3 = FloatVector.fromArray(SPECIES, src, x3 + i);
            v0.sub(v2).intoArray(dst, p0 + i);
            v1.add(v2).intoArray(dst, p1 + i);
            v1.sub(v2).intoArray(dst, p2 + i);
            v1.sub(v3).intoArray(dst, p3 + i);
        }
    }
}
