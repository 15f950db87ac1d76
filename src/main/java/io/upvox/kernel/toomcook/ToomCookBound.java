package io.upvox.kernel.toomcook;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.LazyPacking;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.subconv.Tiles;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.List;

/** Slab by slab: all threads pack its input together, unless units do, then share its units. */
final class ToomCookBound implements BoundKernel {
    /** Multiply-adds of the direct sums for which one more thread brings more than it costs. */
    private static final long MULTIPLY_ADDS = 4_000_000;
    /** Those that take as long as reading a weight, however few tiles there are for it. */
    private static final long WEIGHT = 8;

    private final TileGrid grid;
    private final InputPacking input;
    private final TileUnits units;
    private final DirectPlanes direct;
    private final int threads;
    private final float[] packed;
    private final float[][] scratch;

    ToomCookBound(
            TransformedWeights weights,
            LazyPacking layer,
            Tiles tiles,
            RunPasses passes,
            ConvTranspose3dProblem problem,
            int threads) {
        long work = problem.multiplyAdds() + WEIGHT * weights.plan().panelElements();
        this.threads = IntraOpPool.worth(work, MULTIPLY_ADDS, threads);
        this.grid = new TileGrid(
                weights.plan(), problem, this.threads, tiles.channels().longRun());
        this.direct = new DirectPlanes(grid, layer, problem, threads);
        this.input = new InputPacking(grid, tiles.transposition(), passes, weights.inputLimit(), direct);
        this.units = new TileUnits(weights, grid, input, tiles, passes, this.threads);
        this.packed = new float[units.packs() ? 0 : grid.elements()];
        this.scratch = LargeArrays.of(this.threads, Math.max(input.scratchElements(), units.scratchElements()));
    }

    @Override
    public long scratchBytes() {
        return 4L * (packed.length + (long) threads * scratch[0].length) + direct.scratchBytes();
    }

    @Override
    public List<String> details() {
        LayerPlan plan = grid.plan();
        return List.of(
                plan.phases() + " phases, " + plan.algorithm() + ", up to " + plan.mostProducts() + " products for "
                        + plan.outputsOfPhase() + " outputs",
                units.details(),
                "slabs of " + grid.volumes() + " volumes by " + grid.box() + " of " + grid.tiles() + " tiles, "
                        + threads + " threads, scratch " + scratchBytes()
                        + " bytes",
                "planes with NaN, infinities or values near overflow by the direct kernel");
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(grid.out()) == 0) {
            return;
        }
        IntraOpPool pool = IntraOpPool.shared();
        direct.clear();
        for (TileSlab slab : grid.covering(block)) {
            units.begin(slab);
            if (!units.packs()) {
                pool.run(
                        threads,
                        input.units(slab),
                        (unit, worker) -> input.run(src, slab, unit, scratch[worker], packed));
            }
            pool.run(
                    threads,
                    units.units(),
                    (unit, worker) -> units.run(src, packed, block, unit, scratch[worker], dst, dstOffset));
        }
        direct.run(src, block, dst, dstOffset);
    }
}
