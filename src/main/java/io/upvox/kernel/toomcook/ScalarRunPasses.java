package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/** The one-axis transforms in plain Java: long loops with one array written, which compilers turn into vectors. */
public final class ScalarRunPasses implements RunPasses {
    @Override
    public void inputs(
            int tile, int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs) {
        int[] x = new int[from.length];
        int[] p = new int[from.length];
        for (int row = 0; row < runs.rows(); row++) {
            int voxels = runs.spread() ? runs.length() / ChannelTiles.PITCH : 1;
            int length = runs.length() / voxels;
            for (int v = 0; v < voxels; v++) {
                for (int i = 0; i < x.length; i++) {
                    x[i] = base + from[i] + row * runs.srcStep() + v * tile * length;
                    p[i] = to + at[i] + row * runs.dstStep() + v * length;
                }
                if (tile == AxisAlgorithm.TWO) {
                    ScalarPairs.inputs(taps, src, x, dst, p, length);
                } else if (runs.spread()) {
                    ScalarVoxelQuads.inputs(taps, src, x, dst, p, length);
                } else {
                    ScalarQuads.inputs(taps, src, x, dst, p, length);
                }
            }
        }
    }

    @Override
    public void outputs(
            int tile, int taps, float[] src, int from, int step, float[] dst, int to, int toStep, Runs runs) {
        int[] m = new int[taps + tile - 1];
        for (int row = 0; row < runs.rows(); row++) {
            for (int i = 0; i < m.length; i++) {
                m[i] = from + row * runs.srcStep() + i * step;
            }
            int y = to + row * runs.dstStep();
            if (tile == AxisAlgorithm.TWO) {
                ScalarPairs.outputs(taps, src, m, dst, y, y + toStep, runs.length());
            } else {
                ScalarQuads.outputs(taps, src, m, dst, y, toStep, runs.length());
            }
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
