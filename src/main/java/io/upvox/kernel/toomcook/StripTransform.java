package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/**
 * From the packed input to the features of a strip of tiles, along W, H and D: a pass reads runs of tiles and writes all
 * features of an axis. Rows, and planes if D is fast, are put down by their place in a tile, so that the same inputs of
 * neighbouring tiles lie side by side for the pass along that axis. What is in between stays in a core's inner caches. Only
 * F(2,2) on all axes, whose formulas fit into registers together, is one pass without anything in between.
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
        int rows =
                plan.h().inputs(Math.min(mostRows, grid.box().h())) + plan.h().tile() + 1;
        return plan.w().features().size() * rows * grid.box().w() * PITCH;
    }

    private int planeElements() {
        if (!plan.d().fast()) {
            return 0;
        }
        // A strip of r rows in p planes has tile * p + reach planes of r/p rows.
        int perProduct = (plan.d().tile() + plan.d().reach() + 1) * mostTiles * PITCH;
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
        int part = part(plan.h(), inputs) * line;
        int first = from + plan.h().tile() * h * grid.rowStep();
        for (int rw = 0; rw < plan.w().phases().length; rw++) {
            alongW(rw, plan.w().products(rw), packed, first, inputs, part, line, scratch, scratchAt);
        }
        Runs runs = Runs.one(height * line);
        for (int rh = 0; rh < plan.h().phases().length; rh++) {
            int[] features = plan.h().products(rh);
            int taps = plan.h().phases()[rh].count();
            if (taps == 0) {
                continue;
            }
            int[] rows = byPlace(plan.h(), firstInput(plan.h(), rh), features.length, part, line);
            int[] at = new int[features.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = plan.feature(0, features[i], 0) * featureStep;
            }
            for (int fw = 0; fw < plan.w().features().size(); fw++) {
                int source = scratchAt + plan.h().tile() * fw * part;
                passes.inputs(plan.h().tile(), taps, scratch, source, rows, dst, to + fw * featureStep, at, runs);
            }
        }
    }

    /** Place of the first input of a phase's tiles among all phases' inputs. */
    private static int firstInput(AxisPlan axis, int residue) {
        return axis.low(residue) - axis.low();
    }

    /** Rows of a phase along W by their place in a tile, {@code part} elements for each place, for each of the slots given. */
    private void alongW(
            int rw, int[] slots, float[] packed, int from, int rows, int part, int line, float[] dst, int to) {
        int taps = plan.w().phases()[rw].count();
        if (taps == 0) {
            return;
        }
        int tile = plan.h().tile();
        int[] columns = new int[slots.length];
        int[] at = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            columns[i] = (firstInput(plan.w(), rw) + i) * PITCH;
            at[i] = tile * slots[i] * part;
        }
        Runs row = new Runs(1, line, 0, 0, true);
        // In the order of memory, which is then fetched ahead.
        for (int y = 0; y < rows; y++) {
            int target = to + y % tile * part + y / tile * line;
            passes.inputs(plan.w().tile(), taps, packed, from + y * grid.rowStep(), columns, dst, target, at, row);
        }
    }

    /** Inputs of one place in a tile. */
    private static int part(AxisPlan axis, int inputs) {
        return (inputs + axis.tile() - 1) / axis.tile();
    }

    /** Where the inputs of a tile lie, if those of each place in a tile lie apart. */
    private static int[] byPlace(AxisPlan axis, int first, int count, int part, int step) {
        int[] at = new int[count];
        for (int i = 0; i < count; i++) {
            at[i] = (first + i) % axis.tile() * part + (first + i) / axis.tile() * step;
        }
        return at;
    }

    /**
     * Some tiles along D, all products of a phase; if D is direct, the planes that they take, one behind the other.
     *
     * @param phase the phase; one with products, or any if phases share features
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
        if (!alongD.fast()) {
            planes(phase, packed, from, slab, d, depth, h, height, scratch, scratchAt, dst, to, productStep);
            return;
        }
        int rd = plan.residueD(phase);
        if (plan.sharesFeatures()) {
            shared(rd, packed, from, slab, d, depth, h, height, dst, to, productStep);
            return;
        }
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
        if (plan.cubes(phase)) {
            first += firstInput(plan.w(), rw) * PITCH;
            for (int p = 0; p < depth; p++) {
                int source = first + alongD.tile() * p * grid.planeStep();
                int target = to + p * run;
                passes.cubeInputs(
                        alongD.taps(rd),
                        plan.h().taps(rh),
                        plan.w().taps(rw),
                        packed,
                        source,
                        grid.planeStep(),
                        grid.rowStep(),
                        dst,
                        target,
                        productStep,
                        height,
                        slab.w());
            }
            return;
        }
        int planes = alongD.inputs(rd, depth);
        int partPlanes = part(alongD, planes) * run;
        int planesAt = scratchAt + lineElements();
        int perProduct = alongD.tile() * partPlanes;
        for (int p = 0; p < planes; p++) {
            int at = planesAt + p % alongD.tile() * partPlanes + p / alongD.tile() * run;
            int source = first + p * grid.planeStep();
            alongWAndH(rh, rw, packed, source, height, line, scratch, scratchAt, scratch, at, perProduct);
        }
        int countD = alongD.products(rd).length;
        int[] fromPlanes = byPlace(alongD, 0, countD, partPlanes, run);
        int[] products = consecutive(countD, perPlane * productStep);
        Runs tiles = Runs.one(depth * run);
        for (int i = 0; i < perPlane; i++) {
            int source = planesAt + alongD.tile() * i * partPlanes;
            passes.inputs(
                    alongD.tile(),
                    alongD.algorithm(rd).taps(),
                    scratch,
                    source,
                    fromPlanes,
                    dst,
                    to + i * productStep,
                    products,
                    tiles);
        }
    }

    /** Features of all phases of H and W with a residue along D. */
    private void shared(
            int residue,
            float[] packed,
            int from,
            TileSlab slab,
            int d,
            int depth,
            int h,
            int height,
            float[] dst,
            int to,
            int featureStep) {
        AxisPlan alongD = plan.d();
        if (alongD.taps(residue) == 0) {
            return;
        }
        int first = from
                + (alongD.tile() * d + firstInput(alongD, residue)) * grid.planeStep()
                + plan.h().tile() * h * grid.rowStep();
        for (int p = 0; p < depth; p++) {
            passes.sharedInputs(
                    alongD.taps(residue),
                    SharedFeatures.single(plan.h()),
                    SharedFeatures.single(plan.w()),
                    packed,
                    first + alongD.tile() * p * grid.planeStep(),
                    grid.planeStep(),
                    grid.rowStep(),
                    dst,
                    to + p * height * slab.w() * PITCH,
                    featureStep,
                    height,
                    slab.w());
        }
    }

    private void planes(
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
        int[] taps = plan.d().phases()[plan.residueD(phase)].offsets();
        int rh = plan.residueH(phase);
        int rw = plan.residueW(phase);
        int line = slab.w() * PITCH;
        int first = from
                + (d + taps[0] - plan.d().low()) * grid.planeStep()
                + (plan.h().tile() * h + firstInput(plan.h(), rh)) * grid.rowStep();
        for (int p = 0; p < depth + taps[taps.length - 1] - taps[0]; p++) {
            int source = first + p * grid.planeStep();
            int target = to + p * height * line;
            alongWAndH(rh, rw, packed, source, height, line, scratch, scratchAt, dst, target, productStep);
        }
    }

    /** One plane of a phase; writes its products along H and W, W innermost, {@code step} elements apart. */
    private void alongWAndH(
            int rh,
            int rw,
            float[] packed,
            int from,
            int height,
            int line,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int step) {
        int countH = plan.h().products(rh).length;
        int countW = plan.w().products(rw).length;
        int inputs = plan.h().inputs(rh, height);
        int part = part(plan.h(), inputs) * line;
        alongW(rw, consecutive(countW, 1), packed, from, inputs, part, line, scratch, scratchAt);
        int[] rows = byPlace(plan.h(), 0, countH, part, line);
        int[] products = consecutive(countH, countW * step);
        Runs run = Runs.one(height * line);
        for (int w = 0; w < countW; w++) {
            int source = scratchAt + plan.h().tile() * w * part;
            passes.inputs(plan.h().tile(), plan.h().taps(rh), scratch, source, rows, dst, to + w * step, products, run);
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
