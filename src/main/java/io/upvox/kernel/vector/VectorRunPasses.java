package io.upvox.kernel.vector;

import io.upvox.kernel.toomcook.RunPasses;
import io.upvox.kernel.toomcook.Runs;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The one-axis transforms on the Vector API; a vector lies within the channels of a voxel. */
final class VectorRunPasses implements RunPasses {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private static FloatVector load(float[] src, int at) {
        return FloatVector.fromArray(SPECIES, src, at);
    }

    @Override
    public void copy(float[] src, int a, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = a + row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                load(src, s + i + (i & mask)).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void difference(float[] src, int a, int b, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                va.sub(vb).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void sum(float[] src, int a, int b, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                va.add(vb).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void sum3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                va.add(vb).add(vc).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void difference3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                va.sub(vb).sub(vc).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void outer(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                va.fma(FloatVector.broadcast(SPECIES, 4f), vb.fma(FloatVector.broadcast(SPECIES, -5f), vc))
                        .intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void inner(float[] src, int a, int b, int c, int d, float k, float m, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                FloatVector vd = load(src, d + o);
                va.fma(FloatVector.broadcast(SPECIES, k), vc)
                        .fma(FloatVector.broadcast(SPECIES, m), vb.fma(FloatVector.broadcast(SPECIES, k), vd))
                        .intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void sum5(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                FloatVector vd = load(src, d + o);
                FloatVector ve = load(src, e + o);
                va.add(vb.add(vc)).add(vd.add(ve)).intoArray(dst, t + i);
            }
        }
    }

    @Override
    public void alternating(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to) {
        int length = runs.length();
        int mask = runs.skipMask();
        for (int row = 0; row < runs.rows(); row++) {
            int s = row * runs.srcStep();
            int t = to + row * runs.dstStep();
            for (int i = 0; i < length; i += L) {
                int o = s + i + (i & mask);
                FloatVector va = load(src, a + o);
                FloatVector vb = load(src, b + o);
                FloatVector vc = load(src, c + o);
                FloatVector vd = load(src, d + o);
                FloatVector ve = load(src, e + o);
                vc.sub(vd)
                        .fma(FloatVector.broadcast(SPECIES, 2f), va.sub(vb))
                        .add(ve)
                        .intoArray(dst, t + i);
            }
        }
    }

    @Override
    public boolean within(float[] values, int from, int length, float limit) {
        FloatVector most = FloatVector.zero(SPECIES);
        for (int i = from; i < from + length; i += L) {
            // MAX gives NaN if one side is NaN.
            most = most.lanewise(VectorOperators.MAX, load(values, i).abs());
        }
        return most.reduceLanes(VectorOperators.MAX) <= limit;
    }
}
