package io.upvox.kernel.toomcook;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.subconv.Tiles;
import io.upvox.kernel.tile.ChannelTiles;
import java.util.List;

/**
 * From the packed input of a slab to the output. What a unit holds stays in a core's second cache.
 *
 * <p>D fast: a unit is one residue along D, some rows of tiles and some blocks of output channels. For each phase of H and W
 * its features are computed, then all products' sums, then its outputs; if phases share features, those of all come first.
 *
 * <p>D direct, several phases of H and W or few tiles in a plane: likewise, for some planes of one sample or all of some
 * samples. Tiles of neighbouring planes lie one behind the other, so that a tap along D is a distance in them; where a plane's
 * taps reach beyond the volume, their terms are left out.
 *
 * <p>D direct otherwise: a unit is a strip of rows of tiles, a run of cells along D and some blocks of output channels. It goes along D
 * with a ring of transformed planes, so that each is transformed once.
 */
final class TileUnits {
    private static final int PITCH = ChannelTiles.PITCH;
    private static final int WIDE = TransformedWeights.WIDE;

    private final LayerPlan plan;
    private final TileGrid grid;
    private final Tiles tiles;
    private final InputPacking input;
    private final UnitPlan unitPlan;
    /** Whether units pack what they take, strip by strip, in a core's inner caches: if no two take one for other outputs. */
    private final boolean packs;

    private final boolean stacked;

    private final ProductSums products;
    private final StripTransform strips;
    private final OutputTransform outputs;
    private final OutputRows outputRows;
    private final int mostTiles;
    /** Distance of outputs of a tile: odd, so that they do not fall on the same lines of a cache. */
    private final int outputTiles;
    /** Planes of the ring, 1 if there is none. */
    private final int slots;
    /** Distances of blocks of channels and of features, of sums' blocks of 16 channels and of products. */
    private final int blockStep;

    private final int featureStep;
    private final int sumsStep;
    private final int productStep;
    private final int sumsAt;
    private final int outputsAt;
    private final int stripAt;
    private final int passesAt;
    private final TermOffsets terms;
    /** By residue and by the slot of the first plane; not for planes one behind the other. */
    private final int[][][] offsets;

    private TileSlab slab = new TileSlab(0, 0, 0, 0, 0, 0, 0, 0, 0);

    TileUnits(
            TransformedWeights weights, TileGrid grid, InputPacking input, Tiles tiles, RunPasses passes, int threads) {
        this.plan = weights.plan();
        this.grid = grid;
        this.tiles = tiles;
        this.input = input;
        this.unitPlan = UnitPlan.of(grid, threads, tiles.channels().longRun());
        this.packs = !grid.byPhase() && unitPlan.blocks() >= plan.outBlocks();
        this.strips = new StripTransform(grid, passes, unitPlan.rows());
        this.stacked = grid.stacked();
        int planeTiles = unitPlan.rows() * grid.box().w();
        int reach = stacked ? plan.d().reach() * planeTiles : 0;
        this.mostTiles = stacked
                ? unitPlan.samples() * unitPlan.depth() * planeTiles + (unitPlan.samples() - 1) * reach
                : planeTiles;
        this.outputTiles = mostTiles | 1;
        this.outputs = new OutputTransform(plan, passes, mostTiles);
        this.outputRows =
                new OutputRows(grid, outputs, tiles.transposition(), weights.bias(), unitPlan.rows(), outputTiles);
        this.slots = grid.byPhase() ? 1 : plan.d().reach() + 1;
        // An odd number of voxels, so that blocks of channels do not fall on the same lines of a cache.
        this.blockStep = ((slots * mostTiles + reach + ChannelTiles.SLACK) | 1) * PITCH;
        this.featureStep = plan.inBlocks() * blockStep;
        this.sumsStep = ((mostTiles + ChannelTiles.SLACK) | 1) * PITCH;
        this.productStep = 2 * unitPlan.sumBlocks() * sumsStep;
        this.sumsAt = ChannelTiles.ALIGNED + Math.multiplyExact(plan.unitFeatures(), featureStep);
        this.outputsAt = sumsAt + plan.mostProducts() * productStep;
        this.stripAt = outputsAt + 2 * unitPlan.blocks() * outputStep();
        this.passesAt = stripAt + (packs ? plan.h().inputs(unitPlan.rows()) * grid.rowStep() : 0);
        this.products =
                new ProductSums(weights, tiles.channels(), featureStep, sumsStep, productStep, sumsAt, passesAt);
        this.terms = new TermOffsets(plan, blockStep);
        this.offsets = new int[plan.d().phases().length][slots][];
        for (AxisPhase phase : plan.d().phases()) {
            for (int slot = 0; slot < slots; slot++) {
                offsets[phase.residue()][slot] = terms.ring(phase, slot, slots, mostTiles);
            }
        }
    }

    /** Whether units pack their input themselves. */
    boolean packs() {
        return packs;
    }

    /** Distance of the outputs of blocks of 16 channels. */
    private int outputStep() {
        return outputs.outputs() * outputTiles * PITCH;
    }

    /** The unit, for the printed plan. */
    String details() {
        return "units of " + unitPlan.rows() + " rows of " + grid.box().w() + " tiles by "
                + (plan.d().fast() ? "" : unitPlan.depth() + " planes by ")
                + (unitPlan.samples() == 1 ? "" : unitPlan.samples() + " samples by ") + unitPlan.blocks() * WIDE
                + " output channels, tile " + tiles.channels().tile() + ", weights in pieces of "
                + products.pieces();
    }

    /** Elements of scratch memory that a thread needs. */
    int scratchElements() {
        int passes = Math.max(input.scratchElements(), Math.max(strips.scratchElements(), outputs.scratchElements()));
        return Math.addExact(passesAt, Math.max(passes, products.panelElements())) + PITCH;
    }

    /** Prepares for a slab; before its units are run. */
    void begin(TileSlab next) {
        slab = next;
        outputRows.begin(next);
    }

    /** Pieces of work of the slab. */
    int units() {
        return unitPlan.units(slab);
    }

    /** Does one piece of work. */
    void run(float[] src, float[] packed, OutputBlock block, int unit, float[] scratch, float[] dst, int dstOffset) {
        UnitPlan.Unit u = unitPlan.unit(slab, unit);
        int group = slab.group() * plan.params().outChannelsPerGroup();
        int low = Math.max(block.c0() - group, u.block() * WIDE);
        int high = Math.min(
                Math.min(block.c1() - group, plan.params().outChannelsPerGroup()),
                (u.block() + unitPlan.blocks()) * WIDE);
        if (low < high) {
            Work work = new Work(u, low, high, src, packed, block, scratch, dst, dstOffset);
            if (grid.byPhase()) {
                work.byPhase();
            } else {
                work.direct();
            }
        }
    }

    /** One unit at work on output channels {@code low} to {@code high} of the group. */
    private final class Work {
        private final UnitPlan.Unit unit;
        private final int low;
        private final int high;
        private final float[] src;
        private final float[] packed;
        private final OutputBlock block;
        private final float[] scratch;
        private final float[] dst;
        private final int dstOffset;

        Work(
                UnitPlan.Unit unit,
                int low,
                int high,
                float[] src,
                float[] packed,
                OutputBlock block,
                float[] scratch,
                float[] dst,
                int dstOffset) {
            this.unit = unit;
            this.low = low;
            this.high = high;
            this.src = src;
            this.packed = packed;
            this.block = block;
            this.scratch = scratch;
            this.dst = dst;
            this.dstOffset = dstOffset;
        }

        private boolean wanted(int od) {
            return od >= block.d0() && od < block.d1();
        }

        private int outputPlane(int tile, int output, int residue) {
            int cell = plan.d().tile() * (slab.d0() + tile) + output;
            return cell * plan.d().phases().length + residue;
        }

        /** All phases of one residue along D, one after the other. */
        void byPhase() {
            if (!anyWanted()) {
                return;
            }
            int planeTiles = unit.height() * slab.w();
            PlaneStack stack = stack(planeTiles);
            List<TileRun> runs = stack.tileRuns(plan.params().inChannelsPerGroup(), planeTiles);
            int[] table =
                    stacked ? terms.stack(plan.d().phases()[unit.residue()], planeTiles) : offsets[unit.residue()][0];
            if (plan.sharesFeatures()) {
                features(plan.phase(unit.residue(), 0, 0));
            }
            for (int rh = 0; rh < plan.h().phases().length; rh++) {
                for (int rw = 0; rw < plan.w().phases().length; rw++) {
                    int phase = plan.phase(unit.residue(), rh, rw);
                    if (plan.products(phase) > 0 && !plan.sharesFeatures()) {
                        features(phase);
                    }
                    phaseOutputs(phase, table, runs, stack.sumPlanes() * planeTiles);
                }
            }
            for (int p = 0; p < unit.planes(); p++) {
                int tile = (unit.plane() + p) % slab.d();
                for (int o = 0; o < plan.d().tile(); o++) {
                    store(unit.plane() + p, stack.sums(p) * unit.height(), o, outputPlane(tile, o, unit.residue()));
                }
            }
        }

        /** The planes of the unit; if D is fast, each of its tiles along D is one, and all are one run. */
        private PlaneStack stack(int planeTiles) {
            if (!stacked) {
                int taps = Math.min(1, plan.d().taps(unit.residue()));
                return new PlaneStack(unit.planes(), 0, false, 1, List.of(new PlaneRun(0, unit.planes(), 0, taps)));
            }
            AxisPhase depth = plan.d().phases()[unit.residue()];
            int planes = Math.min(unit.planes(), slab.d());
            int cell = slab.d0() + unit.plane() % slab.d();
            return PlaneStack.of(
                    depth, cell, planes, unit.planes() / planes, grid.in().d(), planeTiles);
        }

        private boolean anyWanted() {
            for (int p = unit.plane(); p < unit.plane() + unit.planes(); p++) {
                for (int o = 0; o < plan.d().tile(); o++) {
                    if (wanted(outputPlane(p % slab.d(), o, unit.residue()))) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The features of a phase, or of all with its residue along D if they share them, sample by sample. */
        private void features(int phase) {
            for (int p = unit.plane(); p < unit.plane() + unit.planes(); ) {
                int volume = p / slab.d();
                int end = Math.min(unit.plane() + unit.planes(), (volume + 1) * slab.d());
                int reach = stacked ? PlaneStack.reach(plan.d().phases()[unit.residue()]) : 0;
                int before = p - unit.plane() + (volume - unit.plane() / slab.d()) * reach;
                int done = before * unit.height() * slab.w() * PITCH;
                for (int b = 0; b < plan.inBlocks(); b++) {
                    strips.volume(
                            phase,
                            packed,
                            grid.packedAt(volume, b, 0),
                            slab,
                            p % slab.d(),
                            end - p,
                            unit.row(),
                            unit.height(),
                            scratch,
                            passesAt,
                            scratch,
                            ChannelTiles.ALIGNED + b * blockStep + done,
                            featureStep);
                }
                p = end;
            }
        }

        /** Along D with a ring of planes. */
        void direct() {
            int volume = unit.plane() / slab.d();
            int first = unit.plane() % slab.d();
            int next = first;
            for (int tile = first; tile < first + unit.planes(); tile++) {
                for (; next <= tile + plan.d().reach(); next++) {
                    for (int b = 0; b < plan.inBlocks(); b++) {
                        features(volume, b, next);
                    }
                }
                for (int residue = 0; residue < plan.d().phases().length; residue++) {
                    int od = outputPlane(tile, 0, residue);
                    if (wanted(od)) {
                        plane(tile, residue);
                        store(volume * slab.d() + tile, 0, 0, od);
                    }
                }
            }
        }

        /** The features of a plane of the ring. */
        private void features(int volume, int b, int plane) {
            int slot = plane % slots * mostTiles * PITCH;
            int to = ChannelTiles.ALIGNED + b * blockStep + slot;
            float[] from = packed;
            int at = grid.packedAt(volume, b, plane);
            if (packs) {
                int row = plan.h().tile() * unit.row();
                int rows = plan.h().inputs(unit.height());
                input.rows(src, slab, volume, b, plane, row, rows, scratch, passesAt, scratch, stripAt);
                from = scratch;
                at = stripAt - row * grid.rowStep();
            }
            strips.plane(from, at, slab, unit.row(), unit.height(), scratch, passesAt, scratch, to, featureStep);
        }

        private void plane(int tile, int residue) {
            AxisPhase depth = plan.d().phases()[residue];
            int channels = plan.params().inChannelsPerGroup();
            int from = firstTap(depth, slab.d0() + tile) * channels;
            int until = lastTap(depth, slab.d0() + tile) * channels;
            int count = unit.height() * slab.w();
            for (int rh = 0; rh < plan.h().phases().length; rh++) {
                for (int rw = 0; rw < plan.w().phases().length; rw++) {
                    int phase = plan.phase(residue, rh, rw);
                    TileRun all = new TileRun(from, until, 0, 0, count);
                    phaseOutputs(phase, offsets[residue][tile % slots], List.of(all), count);
                }
            }
        }

        /** Outputs of a phase from its features, some blocks of channels at a time. */
        private void phaseOutputs(int phase, int[] table, List<TileRun> runs, int count) {
            int step = unitPlan.sumBlocks();
            for (int b = low / WIDE; b * WIDE < high; b += step) {
                int end = Math.min((high + WIDE - 1) / WIDE, b + step);
                products.run(slab.group(), phase, scratch, table, runs, b, end);
                transform(phase, count, b, Math.min(high, end * WIDE));
            }
        }

        private int firstTap(AxisPhase depth, int cell) {
            return AxisTaps.first(depth, cell);
        }

        private int lastTap(AxisPhase depth, int cell) {
            return AxisTaps.last(depth, cell, grid.in().d());
        }

        private int outputsOf(int sixteen) {
            return outputsAt + (sixteen - 2 * unit.block()) * outputStep();
        }

        /** From sums to outputs. */
        private void transform(int phase, int count, int firstBlock, int behind) {
            for (int c = Math.max(low / PITCH, 2 * firstBlock); c * PITCH < behind; c++) {
                if (plan.products(phase) == 0) {
                    outputs.zeros(phase, count, scratch, outputsOf(c), outputTiles);
                } else {
                    int at = sumsAt + (c - 2 * firstBlock) * sumsStep;
                    outputs.run(
                            phase,
                            scratch,
                            at,
                            productStep,
                            count,
                            scratch,
                            passesAt,
                            scratch,
                            outputsOf(c),
                            outputTiles);
                }
            }
        }

        private void store(int plane, int row, int output, int od) {
            if (!wanted(od)) {
                return;
            }
            int n = slab.n0() + plane / slab.d();
            for (int c = low; c < high; c = (c / PITCH + 1) * PITCH) {
                outputRows.store(
                        scratch,
                        outputsOf(c / PITCH),
                        row,
                        output,
                        n,
                        od,
                        unit.row(),
                        unit.height(),
                        slab.group() * plan.params().outChannelsPerGroup() + c,
                        c % PITCH,
                        Math.min(high, (c / PITCH + 1) * PITCH) - c,
                        block,
                        dst,
                        dstOffset);
            }
        }
    }
}
