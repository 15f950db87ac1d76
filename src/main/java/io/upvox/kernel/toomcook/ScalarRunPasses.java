package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/** The transforms in plain Java: loops over lines of a thread, which compilers make vectors of. */
public final class ScalarRunPasses implements RunPasses {
    @Override
    public void inputs(
            int tile, int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs) {
        ScalarStage.ofThread().inputs(tile, taps, src, base, from, dst, to, at, runs);
    }

    @Override
    public void outputs(
            int tile, int taps, float[] src, int from, int step, float[] dst, int to, int toStep, Runs runs) {
        ScalarStage.ofThread().outputs(tile, taps, src, from, step, dst, to, toStep, runs);
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
        ScalarCubes cubes = ScalarCubes.ofThread();
        for (int row = 0; row < rows; row++) {
            int at = to + row * width * ChannelTiles.PITCH;
            cubes.inputs(
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
        ScalarCubes cubes = ScalarCubes.ofThread();
        for (int row = 0; row < rows; row++) {
            cubes.sharedInputs(
                    tapsD,
                    singleH,
                    singleW,
                    src,
                    from + 2 * row * rowStep,
                    planeStep,
                    rowStep,
                    dst,
                    to + row * width * ChannelTiles.PITCH,
                    featureStep,
                    width);
        }
    }

    @Override
    public void cubeOutputs(
            float[] src, int from, int productStep, float[] dst, int to, int rowStep, int columnStep, int length) {
        ScalarCubes.ofThread().outputs(src, from, productStep, dst, to, rowStep, columnStep, length);
    }

    @Override
    public boolean within(float[] values, int from, int length, float limit) {
        for (int i = from; i < from + length; i++) {
            if (!(Math.abs(values[i]) <= limit)) {
                return false;
            }
        }
        return true;
    }
}
