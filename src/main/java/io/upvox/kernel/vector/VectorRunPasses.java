package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.toomcook.RunPasses;
import io.upvox.kernel.toomcook.Runs;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The one-axis transforms on the Vector API: one loop over a run for all results, which reads every input once. */
final class VectorRunPasses implements RunPasses {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    @Override
    public void inputs(
            int tile, int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs) {
        int length = runs.length();
        for (int row = 0; row < runs.rows(); row++) {
            int s = base + row * runs.srcStep();
            int t = to + row * runs.dstStep();
            if (tile == 4) {
                F32QuadInputs.run(
                        taps,
                        src,
                        s,
                        from,
                        dst,
                        t,
                        at,
                        length,
                        runs.spread() ? 4 * ChannelTiles.PITCH : ChannelTiles.PITCH);
            } else if (runs.spread()) {
                F32SpreadInputs.run(taps, src, s, from, dst, t, at, length);
            } else {
                F32RunInputs.run(taps, src, s, from, dst, t, at, length);
            }
        }
    }

    @Override
    public void outputs(
            int tile, int taps, float[] src, int from, int step, float[] dst, int to, int toStep, Runs runs) {
        int length = runs.length();
        for (int row = 0; row < runs.rows(); row++) {
            int s = from + row * runs.srcStep();
            int t = to + row * runs.dstStep();
            if (tile == 4) {
                F32QuadOutputs.run(taps, src, s, step, dst, t, toStep, length);
                continue;
            }
            switch (taps) {
                case 1 -> one(src, s, s + step, dst, t, t + toStep, length);
                case 2 -> two(src, s, s + step, s + 2 * step, dst, t, t + toStep, length);
                default -> three(src, s, s + step, s + 2 * step, s + 3 * step, dst, t, t + toStep, length);
            }
        }
    }

    private static void one(float[] src, int s0, int s1, float[] dst, int to0, int to1, int length) {
        for (int i = 0; i < length; i += L) {
            FloatVector m0 = FloatVector.fromArray(SPECIES, src, s0 + i);
            FloatVector m1 = FloatVector.fromArray(SPECIES, src, s1 + i);
            m0.intoArray(dst, to0 + i);
            m1.intoArray(dst, to1 + i);
        }
    }

    private static void two(float[] src, int s0, int s1, int s2, float[] dst, int to0, int to1, int length) {
        for (int i = 0; i < length; i += L) {
            FloatVector m0 = FloatVector.fromArray(SPECIES, src, s0 + i);
            FloatVector m1 = FloatVector.fromArray(SPECIES, src, s1 + i);
            FloatVector m2 = FloatVector.fromArray(SPECIES, src, s2 + i);
            m0.add(m1).intoArray(dst, to0 + i);
            m1.sub(m2).intoArray(dst, to1 + i);
        }
    }

    private static void three(float[] src, int s0, int s1, int s2, int s3, float[] dst, int to0, int to1, int length) {
        for (int i = 0; i < length; i += L) {
            FloatVector m0 = FloatVector.fromArray(SPECIES, src, s0 + i);
            FloatVector m1 = FloatVector.fromArray(SPECIES, src, s1 + i);
            FloatVector m2 = FloatVector.fromArray(SPECIES, src, s2 + i);
            FloatVector m3 = FloatVector.fromArray(SPECIES, src, s3 + i);
            m0.add(m1).add(m2).intoArray(dst, to0 + i);
            m1.sub(m2).sub(m3).intoArray(dst, to1 + i);
        }
    }

    @Override
    public void cubeInputs(
            int tapsD,
            int tapsH,
            int tapsW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int productStep,
            int rows,
            int width) {
        for (int row = 0; row < rows; row++) {
            int at = to + row * width * ChannelTiles.PITCH;
            F32CubeInputs.run(
                    tapsD,
                    tapsH,
                    tapsW,
                    src,
                    from + 2 * row * rowStep,
                    planeStep,
                    rowStep,
                    dst,
                    at,
                    productStep,
                    width);
        }
    }

    @Override
    public void sharedInputs(
            int tapsD,
            int singleH,
            int singleW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int featureStep,
            int rows,
            int width) {
        for (int row = 0; row < rows; row++) {
            F32SharedInputs.run(
                    tapsD,
                    src,
                    from + 2 * row * rowStep,
                    planeStep,
                    rowStep,
                    singleH * rowStep,
                    singleW * ChannelTiles.PITCH,
                    dst,
                    to + row * width * ChannelTiles.PITCH,
                    featureStep,
                    width);
        }
    }

    @Override
    public void cubeOutputs(
            float[] src, int from, int productStep, float[] dst, int to, int rowStep, int columnStep, int length) {
        F32CubeOutputs.run(src, from, productStep, dst, to, rowStep, columnStep, length);
    }

    @Override
    public boolean within(float[] values, int from, int length, float limit) {
        // Comparisons, which NaN fails: a maximum of floats takes many instructions, and vectors of integers would make
        // C2
        // less sure of the type of those of floats on JDK 17, see SharedProfiles.
        FloatVector most = FloatVector.broadcast(SPECIES, limit);
        VectorMask<Float> within = SPECIES.maskAll(true);
        for (int i = from; i < from + length; i += L) {
            within = FloatVector.fromArray(SPECIES, values, i)
                    .abs()
                    .compare(VectorOperators.LE, most)
                    .and(within);
        }
        return within.allTrue();
    }
}
