package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/**
 * The one-axis transforms in plain Java. Rows of a run are brought together in lines of a thread and the results taken from
 * there: compilers make vectors of loops over whole arrays, but not over places in one array that may overlap, and the longer a
 * loop, the more of it.
 */
final class ScalarStage {
    /** Elements of a line that are used: eight inputs and as many outputs stay in a core's first two caches. */
    private static final int ELEMENTS = 1024;
    /** Inputs or products of a tile at most. */
    private static final int LINES = 8;

    private static final ThreadLocal<ScalarStage> OF_THREAD = ThreadLocal.withInitial(ScalarStage::new);

    // With the header a whole number of cache lines, but no power of two: as VoxelChains has them.
    private final float[][] x = new float[LINES][ELEMENTS + ChannelTiles.PITCH + ChannelTiles.ALIGNED];
    private final float[][] y = new float[LINES][ELEMENTS + ChannelTiles.PITCH + ChannelTiles.ALIGNED];

    private ScalarStage() {}

    static ScalarStage ofThread() {
        return OF_THREAD.get();
    }

    /** As {@link RunPasses#inputs}. */
    void inputs(int tile, int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs) {
        pieces(runs, (row, rows, begin, n) -> {
            int read = base + row * runs.srcStep() + begin * (runs.spread() ? tile : 1);
            int written = to + row * runs.dstStep() + begin;
            for (int k = 0; k < from.length; k++) {
                if (runs.spread()) {
                    takeSpread(src, read + from[k], tile * ChannelTiles.PITCH, runs.srcStep(), x[k], rows, n);
                } else {
                    take(src, read + from[k], runs.srcStep(), x[k], rows, n);
                }
            }
            if (tile == AxisAlgorithm.TWO) {
                ScalarPairs.inputs(taps, x, y, rows * n);
            } else {
                ScalarQuads.inputs(taps, x, y, rows * n);
            }
            for (int k = 0; k < from.length; k++) {
                put(y[k], dst, written + at[k], runs.dstStep(), rows, n);
            }
        });
    }

    /** As {@link RunPasses#outputs}. */
    void outputs(int tile, int taps, float[] src, int from, int step, float[] dst, int to, int toStep, Runs runs) {
        pieces(runs, (row, rows, begin, n) -> {
            int read = from + row * runs.srcStep() + begin;
            int written = to + row * runs.dstStep() + begin;
            for (int k = 0; k < taps + tile - 1; k++) {
                take(src, read + k * step, runs.srcStep(), x[k], rows, n);
            }
            if (tile == AxisAlgorithm.TWO) {
                ScalarPairs.outputs(taps, x, y, rows * n);
            } else {
                ScalarQuads.outputs(taps, x, y, rows * n);
            }
            for (int k = 0; k < tile; k++) {
                put(y[k], dst, written + k * toStep, runs.dstStep(), rows, n);
            }
        });
    }

    /** Some rows from {@code row} on, of each of them the elements from {@code begin} on that fit in a line together. */
    private interface Piece {
        void run(int row, int rows, int begin, int length);
    }

    private static void pieces(Runs runs, Piece piece) {
        int length = Math.min(runs.length(), ELEMENTS);
        int rows = ELEMENTS / length;
        for (int r = 0; r < runs.rows(); r += rows) {
            for (int i = 0; i < runs.length(); i += length) {
                piece.run(r, Math.min(rows, runs.rows() - r), i, Math.min(length, runs.length() - i));
            }
        }
    }

    private static void take(float[] src, int from, int step, float[] line, int rows, int n) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(src, from + r * step, line, r * n, n);
        }
    }

    /** The first voxels of tiles. */
    private static void takeSpread(float[] src, int from, int tileStep, int step, float[] line, int rows, int n) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < n; i += ChannelTiles.PITCH) {
                int voxel = from + r * step + i / ChannelTiles.PITCH * tileStep;
                System.arraycopy(src, voxel, line, r * n + i, ChannelTiles.PITCH);
            }
        }
    }

    private static void put(float[] line, float[] dst, int to, int step, int rows, int n) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(line, r * n, dst, to + r * step, n);
        }
    }
}
