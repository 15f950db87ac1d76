package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/**
 * From the packed input to the features of a strip of tiles, along W, H and D: a pass reads runs of tiles and writes all
 * features of an axis. Rows, and planes if D is fast, are put down by parity, so that what lies two apart, in neighbouring
 * tiles, lies side by side for the pass along that axis. What is in between stays in a core's inner caches.
 */
final class StripTransform {
    private static final int PITCH = ChannelTiles.PITCH;

    private final TileGrid grid;
    private final LayerPlan plan;
    private final RunPasses passes;
    private final int mostRows;
    private final int mostTiles;

    /**
     * @param mostRows rows of tiles of a strip, all its planes together
     */
    StripTransform(TileGrid grid, RunPasses passes, int mostRows) {
        this.grid = grid;
        this.plan = grid.plan();
        this.passes = passes;
        this.mostRows = mostRows;
        this.mostTiles = mostRows * grid.box().w();
    }

    /** Elements of scratch memory: rows of a plane along W, planes along W and H. */
    int scratchElements() {
        return lineElements() + planeElements();
    }

    private int lineElements() {
        int rows = plan.h().inputs(Math.min(mostRows, grid.box().h())) + 3;
        return plan.w().features().size() * rows * grid.box().w() * PITCH;
    }

    private int planeElements() {
        if (!plan.d().fast()) {
            return 0;
        }
        // A strip of r rows in p planes has 2p + reach planes of r/p rows.
        int perProduct = (2 + plan.d().reach() + 1) * mostTiles * PITCH;
        return plan.h().mostProducts() * plan.w().mostProducts() * perProduct;
    }

    /**
     * One plane of the input, all features along H and W.
     *
     * @param from the plane of the packed input, at the slab's first row
     * @param slab the slab
     * @param h first row of tiles of the strip
     * @param height rows of tiles
     * @param dst receives feature f at {@code to + f * featureStep}
     */
    void plane(
            float[] packed,
            int from,
            TileSlab slab,
            int h,
            int height,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int featureStep) {
        int line = slab.w() * PITCH;
        int inputs = plan.h().inputs(height);
        int half = (inputs + 1) / 2 * line;
        int first = from + plan.h().tile() * h * grid.rowStep();
        for (int rw = 0; rw < plan.w().phases().length; rw++) {
            alongW(rw, plan.w().products(rw), packed, first, inputs, half, line, scratch, scratchAt);
        }
        Runs runs = Runs.one(height * line);
        for (int rh = 0; rh < plan.h().phases().length; rh++) {
            int[] features = plan.h().products(rh);
            int taps = plan.h().phases()[rh].count();
            if (taps == 0) {
                continue;
            }
            int[] rows = byParity(firstInput(plan.h(), rh), taps, half, line);
            int[] at = new int[features.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = plan.feature(0, features[i], 0) * featureStep;
            }
            for (int fw = 0; fw < plan.w().features().size(); fw++) {
                int source = scratchAt + 2 * fw * half;
                passes.inputs(taps, scratch, source, rows, dst, to + fw * featureStep, at, runs);
            }
        }
    }

    /** Place of the first input of a phase's tiles among all phases' inputs. */
    private static int firstInput(AxisPlan axis, int residue) {
        return axis.low(residue) - axis.low();
    }

    /** Rows of a phase along W: even ones, then odd ones, {@code half} elements each, for each of the slots given. */
    private void alongW(
            int rw, int[] slots, float[] packed, int from, int rows, int half, int line, float[] dst, int to) {
        int taps = plan.w().phases()[rw].count();
        if (taps == 0) {
            return;
        }
        int[] columns = new int[taps + 1];
        int[] at = new int[taps + 1];
        for (int i = 0; i <= taps; i++) {
            columns[i] = (firstInput(plan.w(), rw) + i) * PITCH;
            at[i] = 2 * slots[i] * half;
        }
        Runs row = new Runs(1, line, 0, 0, true);
        // In the order of memory, which is then fetched ahead.
        for (int y = 0; y < rows; y++) {
            int target = to + y % 2 * half + y / 2 * line;
            passes.inputs(taps, packed, from + y * grid.rowStep(), columns, dst, target, at, row);
        }
    }

    /** Where the inputs of a tile's {@code taps + 1} lie, if even and odd ones lie apart. */
    private static int[] byParity(int first, int taps, int half, int step) {
        int[] at = new int[taps + 1];
        for (int i = 0; i <= taps; i++) {
            at[i] = (first + i) % 2 * half + (first + i) / 2 * step;
        }
        return at;
    }

    /**
     * Some tiles along D, all products of a phase.
     *
     * @param phase the phase; one with products
     * @param from the first plane of the slab's packed input
     * @param slab the slab
     * @param d first tile along D
     * @param depth tiles along D
     * @param h first row of tiles of the strip
     * @param height rows of tiles; all of the slab if depth is more than 1
     * @param dst receives product i at {@code to + i * productStep}
     */
    void volume(
            int phase,
            float[] packed,
            int from,
            TileSlab slab,
            int d,
            int depth,
            int h,
            int height,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int productStep) {
        AxisPlan alongD = plan.d();
        int rd = plan.residueD(phase);
        int rh = plan.residueH(phase);
        int rw = plan.residueW(phase);
        int countH = plan.h().products(rh).length;
        int countW = plan.w().products(rw).length;
        int perPlane = countH * countW;
        int line = slab.w() * PITCH;
        int run = height * line;
        int first = from
                + (alongD.tile() * d + firstInput(alongD, rd)) * grid.planeStep()
                + (plan.h().tile() * h + firstInput(plan.h(), rh)) * grid.rowStep();
        int inputs = plan.h().inputs(rh, height);
        int half = (inputs + 1) / 2 * line;
        int planes = alongD.inputs(rd, depth);
        int halfPlanes = (planes + 1) / 2 * run;
        int planesAt = scratchAt + lineElements();
        int[] slotsW = consecutive(countW, 1);
        int[] rows = byParity(0, countH - 1, half, line);
        int[] slotsH = consecutive(countH, 2 * countW * halfPlanes);
        Runs plane = Runs.one(run);
        for (int p = 0; p < planes; p++) {
            int at = planesAt + p % 2 * halfPlanes + p / 2 * run;
            alongW(rw, slotsW, packed, first + p * grid.planeStep(), inputs, half, line, scratch, scratchAt);
            for (int w = 0; w < countW; w++) {
                int source = scratchAt + 2 * w * half;
                int target = at + 2 * w * halfPlanes;
                passes.inputs(countH - 1, scratch, source, rows, scratch, target, slotsH, plane);
            }
        }
        int taps = alongD.products(rd).length - 1;
        int[] fromPlanes = byParity(0, taps, halfPlanes, run);
        int[] products = consecutive(taps + 1, perPlane * productStep);
        Runs tiles = Runs.one(depth * run);
        for (int i = 0; i < perPlane; i++) {
            int source = planesAt + 2 * i * halfPlanes;
            passes.inputs(taps, scratch, source, fromPlanes, dst, to + i * productStep, products, tiles);
        }
    }

    private static int[] consecutive(int count, int step) {
        int[] at = new int[count];
        for (int i = 0; i < count; i++) {
            at[i] = i * step;
        }
        return at;
    }
}
