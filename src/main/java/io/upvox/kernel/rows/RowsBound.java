package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.memory.LargeArrays;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.List;

/** Shares the units of a block among threads. */
final class RowsBound implements BoundKernel {
    /** For so many one more thread brings more than it costs. */
    private static final long MULTIPLY_ADDS = 1_000_000;
    /** Those that take as long as storing an output. */
    private static final long OUTPUT = 8;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 4;

    private final RowsWeights weights;
    private final RowTiles tiles;
    private final RowsPlan plan;
    private final int threads;
    private final RowsWorker[] workers;

    RowsBound(RowsWeights weights, RowTiles tiles, ConvTranspose3dProblem problem, int threads) {
        this.weights = weights;
        this.tiles = tiles;
        this.threads = worth(problem, threads);
        this.plan = new RowsPlan(weights, tiles.lanes(), problem);
        float[][] rings = LargeArrays.of(this.threads, plan.ringElements());
        this.workers = new RowsWorker[this.threads];
        for (int i = 0; i < this.threads; i++) {
            workers[i] = new RowsWorker(weights, tiles, plan, rings[i]);
        }
    }

    /** How many threads are the fastest. */
    static int worth(ConvTranspose3dProblem problem, int threads) {
        long work = problem.multiplyAdds() + OUTPUT * problem.output().elements();
        return IntraOpPool.worth(work, MULTIPLY_ADDS, threads);
    }

    /** Units that so many threads shall have at least. */
    static int units(int threads) {
        return threads == 1 ? 1 : UNITS_PER_THREAD * threads;
    }

    @Override
    public long scratchBytes() {
        return threads * workers[0].scratchBytes();
    }

    @Override
    public List<String> details() {
        return List.of(
                "outputs of a row side by side, tile " + tiles.tile(),
                "rings of " + plan.planes() + " planes by " + (plan.strip() + plan.reachH()) + " rows by "
                        + weights.inChannels() + " channels of expanded rows of " + plan.rowLength()
                        + " lanes, in blocks of " + plan.blockVectors() * plan.lanes(),
                "units of strips of " + plan.strip() * plan.stride().h() + " rows, " + threads + " threads, scratch "
                        + scratchBytes() + " bytes");
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(plan.out()) == 0) {
            return;
        }
        RowsUnits units = RowsUnits.of(plan, weights, block, units(threads));
        IntraOpPool.shared()
                .run(
                        threads,
                        units.count(),
                        (unit, worker) -> workers[worker].run(units.unit(unit), src, block, dst, dstOffset));
    }
}
