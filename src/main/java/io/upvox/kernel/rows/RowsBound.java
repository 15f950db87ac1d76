package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.List;

/** Shares the units of a block among threads. */
final class RowsBound implements BoundKernel {
    /** Below these a second thread costs more than it brings. */
    private static final long SMALL_MULTIPLY_ADDS = 4_000_000;

    private static final long SMALL_OUTPUT = 1 << 18;
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
        this.threads = isSmall(problem) ? 1 : threads;
        this.plan = new RowsPlan(weights, tiles.lanes(), problem);
        this.workers = new RowsWorker[this.threads];
        for (int i = 0; i < this.threads; i++) {
            workers[i] = new RowsWorker(weights, tiles, plan);
        }
    }

    /** Whether one thread is the fastest. */
    static boolean isSmall(ConvTranspose3dProblem problem) {
        return problem.multiplyAdds() < SMALL_MULTIPLY_ADDS && problem.output().elements() < SMALL_OUTPUT;
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
