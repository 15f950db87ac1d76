package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The outputs of F(4, taps) from the sums of its products. */
final class F32QuadOutputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32QuadOutputs() {}

    private static FloatVector load(float[] src, int at) {
        return FloatVector.fromArray(SPECIES, src, at);
    }

    static void run(int taps, float[] src, int from, int step, float[] dst, int to, int toStep, int length) {
        if (taps == 3) {
            three(src, from, step, dst, to, toStep, length);
        } else {
            five(src, from, step, dst, to, toStep, length);
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
        for (int i = 0; i < length; i += L) {
            FloatVector a = load(src, m1 + i);
            FloatVector b = load(src, m2 + i);
            FloatVector s = a.add(b);
            FloatVector d = a.sub(b);
            a = load(src, m3 + i);
            b = load(src, m4 + i);
            FloatVector t = a.add(b);
            FloatVector e = a.sub(b);
            load(src, m0 + i).add(s).add(t).intoArray(dst, y0 + i);
            e.fma(FloatVector.broadcast(SPECIES, 3 / 2f), d.mul(FloatVector.broadcast(SPECIES, 3 / 4f)))
                    .intoArray(dst, y1 + i);
            t.fma(FloatVector.broadcast(SPECIES, 9 / 4f), s.mul(FloatVector.broadcast(SPECIES, 9 / 16f)))
                    .intoArray(dst, y2 + i);
            e.fma(FloatVector.broadcast(SPECIES, 27 / 8f), d.mul(FloatVector.broadcast(SPECIES, 27 / 64f)))
                    .add(load(src, m5 + i))
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
        for (int i = 0; i < length; i += L) {
            FloatVector a = load(src, m1 + i);
            FloatVector b = load(src, m2 + i);
            FloatVector s = a.add(b);
            FloatVector d = a.sub(b);
            a = load(src, m3 + i);
            b = load(src, m4 + i);
            FloatVector t = a.add(b);
            FloatVector e = a.sub(b);
            a = load(src, m5 + i);
            b = load(src, m6 + i);
            FloatVector u = a.add(b);
            FloatVector f = a.sub(b);
            load(src, m0 + i).add(s).add(t.add(u)).intoArray(dst, y0 + i);
            f.fma(FloatVector.broadcast(SPECIES, 2f), d.fma(FloatVector.broadcast(SPECIES, 1 / 2f), e))
                    .intoArray(dst, y1 + i);
            u.fma(FloatVector.broadcast(SPECIES, 4f), s.fma(FloatVector.broadcast(SPECIES, 1 / 4f), t))
                    .intoArray(dst, y2 + i);
            f.fma(FloatVector.broadcast(SPECIES, 8f), d.fma(FloatVector.broadcast(SPECIES, 1 / 8f), e))
                    .add(load(src, m7 + i))
                    .intoArray(dst, y3 + i);
        }
    }
}
