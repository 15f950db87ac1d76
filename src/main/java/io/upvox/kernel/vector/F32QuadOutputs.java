package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The outputs of F(4, taps) from the sums of its products. A loop for each: compilers keep vectors in registers within one. */
final class F32QuadOutputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32QuadOutputs() {}

    static void run(int taps, float[] src, int from, int step, float[] dst, int to, int toStep, int length) {
        switch (taps) {
            case 2 -> two(src, from, step, dst, to, toStep, length);
            case 3 -> three(src, from, step, dst, to, toStep, length);
            default -> five(src, from, step, dst, to, toStep, length);
        }
    }

    private static void two(float[] src, int m0, int step, float[] dst, int y0, int toStep, int length) {
        int m1 = m0 + step;
        int m2 = m1 + step;
        int m3 = m2 + step;
        int m4 = m3 + step;
        int y1 = y0 + toStep;
        int y2 = y1 + toStep;
        int y3 = y2 + toStep;
        FloatVector e1 = FloatVector.broadcast(SPECIES, 5 / 4f);
        FloatVector d1 = FloatVector.broadcast(SPECIES, 1 / 2f);
        FloatVector t2 = FloatVector.broadcast(SPECIES, 25 / 16f);
        FloatVector s2 = FloatVector.broadcast(SPECIES, 1 / 4f);
        FloatVector e3 = FloatVector.broadcast(SPECIES, 125 / 64f);
        FloatVector d3 = FloatVector.broadcast(SPECIES, 1 / 8f);
        for (int i = 0; i < length; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, src, m0 + i);
            FloatVector b = FloatVector.fromArray(SPECIES, src, m1 + i);
            FloatVector s = a.add(b);
            FloatVector d = a.sub(b);
            a = FloatVector.fromArray(SPECIES, src, m2 + i);
            b = FloatVector.fromArray(SPECIES, src, m3 + i);
            FloatVector t = a.add(b);
            FloatVector e = a.sub(b);
            s.add(t).intoArray(dst, y0 + i);
            e.fma(e1, d.mul(d1)).intoArray(dst, y1 + i);
            t.fma(t2, s.mul(s2)).intoArray(dst, y2 + i);
            e.fma(e3, d.mul(d3))
                    .add(FloatVector.fromArray(SPECIES, src, m4 + i))
                    .intoArray(dst, y3 + i);
        }
    }

    private static void three(float[] src, int m0, int step, float[] dst, int y0, int toStep, int length) {
        int m1 = m0 + step;
        int m2 = m1 + step;
        int m3 = m2 + step;
        int m4 = m3 + step;
        int m5 = m4 + step;
        int y1 = y0 + toStep;
        int y2 = y1 + toStep;
        int y3 = y2 + toStep;
        FloatVector e1 = FloatVector.broadcast(SPECIES, 3 / 2f);
        FloatVector d1 = FloatVector.broadcast(SPECIES, 3 / 4f);
        FloatVector t2 = FloatVector.broadcast(SPECIES, 9 / 4f);
        FloatVector s2 = FloatVector.broadcast(SPECIES, 9 / 16f);
        FloatVector e3 = FloatVector.broadcast(SPECIES, 27 / 8f);
        FloatVector d3 = FloatVector.broadcast(SPECIES, 27 / 64f);
        for (int i = 0; i < length; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, src, m1 + i);
            FloatVector b = FloatVector.fromArray(SPECIES, src, m2 + i);
            FloatVector s = a.add(b);
            FloatVector d = a.sub(b);
            a = FloatVector.fromArray(SPECIES, src, m3 + i);
            b = FloatVector.fromArray(SPECIES, src, m4 + i);
            FloatVector t = a.add(b);
            FloatVector e = a.sub(b);
            FloatVector.fromArray(SPECIES, src, m0 + i).add(s).add(t).intoArray(dst, y0 + i);
            e.fma(e1, d.mul(d1)).intoArray(dst, y1 + i);
            t.fma(t2, s.mul(s2)).intoArray(dst, y2 + i);
            e.fma(e3, d.mul(d3))
                    .add(FloatVector.fromArray(SPECIES, src, m5 + i))
                    .intoArray(dst, y3 + i);
        }
    }

    private static void five(float[] src, int m0, int step, float[] dst, int y0, int toStep, int length) {
        int m1 = m0 + step;
        int m2 = m1 + step;
        int m3 = m2 + step;
        int m4 = m3 + step;
        int m5 = m4 + step;
        int m6 = m5 + step;
        int m7 = m6 + step;
        int y1 = y0 + toStep;
        int y2 = y1 + toStep;
        int y3 = y2 + toStep;
        FloatVector f1 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector d1 = FloatVector.broadcast(SPECIES, 1 / 2f);
        FloatVector u2 = FloatVector.broadcast(SPECIES, 4f);
        FloatVector s2 = FloatVector.broadcast(SPECIES, 1 / 4f);
        FloatVector f3 = FloatVector.broadcast(SPECIES, 8f);
        FloatVector d3 = FloatVector.broadcast(SPECIES, 1 / 8f);
        for (int i = 0; i < length; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, src, m1 + i);
            FloatVector b = FloatVector.fromArray(SPECIES, src, m2 + i);
            FloatVector s = a.add(b);
            FloatVector d = a.sub(b);
            a = FloatVector.fromArray(SPECIES, src, m3 + i);
            b = FloatVector.fromArray(SPECIES, src, m4 + i);
            FloatVector t = a.add(b);
            FloatVector e = a.sub(b);
            a = FloatVector.fromArray(SPECIES, src, m5 + i);
            b = FloatVector.fromArray(SPECIES, src, m6 + i);
            FloatVector u = a.add(b);
            FloatVector f = a.sub(b);
            FloatVector.fromArray(SPECIES, src, m0 + i).add(s).add(t.add(u)).intoArray(dst, y0 + i);
            f.fma(f1, d.fma(d1, e)).intoArray(dst, y1 + i);
            u.fma(u2, s.fma(s2, t)).intoArray(dst, y2 + i);
            f.fma(f3, d.fma(d3, e))
                    .add(FloatVector.fromArray(SPECIES, src, m7 + i))
                    .intoArray(dst, y3 + i);
        }
    }
}
