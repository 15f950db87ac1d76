package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.memory.LargeArrays;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.List;

/** Shares the units of a block of woven rows among threads. */
final class WovenBound implements BoundKernel {
    private final WovenPlan plan;
    private final int threads;
    private final WovenWorker[] workers;
    private final List<String> details;

    WovenBound(WovenWeights weights, WovenTiles tiles, WovenPlan plan, ConvTranspose3dProblem problem, int threads) {
        this.plan = plan;
        this.threads = RowsBound.worth(problem, threads);
        float[][] rings = LargeArrays.of(this.threads, plan.ringElements());
        this.workers = new WovenWorker[this.threads];
        for (int i = 0; i < this.threads; i++) {
            workers[i] = new WovenWorker(weights, tiles, plan, rings[i]);
        }
        this.details = List.of(
                "even and odd outputs of a row woven, tile " + tiles.tile()
                        + (weights.pairs() ? ", planes that take the same inputs two at once" : ""),
                "rings of " + plan.planes() + " planes by " + (plan.strip() + plan.reachH()) + " rows of "
                        + plan.slabVectors() * plan.lanes() + " cells",
                "units of strips of " + plan.strip() * plan.stride().h() + " rows, " + this.threads
                        + " threads, scratch " + scratchBytes() + " bytes");
    }

    @Override
    public long scratchBytes() {
        return threads * workers[0].scratchBytes();
    }

    @Override
    public List<String> details() {
        return details;
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(plan.out()) == 0) {
            return;
        }
        RowsUnits units = RowsUnits.of(plan, block, RowsBound.units(threads));
        IntraOpPool.shared()
                .run(
                        threads,
                        units.count(),
                        (unit, worker) -> workers[worker].run(units.unit(unit), src, block, dst, dstOffset));
    }
}
