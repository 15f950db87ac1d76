package io.upvox.kernel.fold;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.ArrayList;
import java.util.List;

/** Hands out the units of a block to the threads. */
final class FoldBound implements BoundKernel {
    /** For so many one more thread brings more than it costs. */
    private static final long MULTIPLY_ADDS = 1_000_000;

    private final FoldLoops loops;
    private final FoldWeights weights;
    private final FoldPlan plan;
    private final FoldScratch[] scratch;
    private final FoldWorker[] workers;

    FoldBound(FoldWeights weights, FoldLoops loops, ConvTranspose3dProblem problem, int threads) {
        this.loops = loops;
        this.weights = weights;
        int used = IntraOpPool.worth(problem.multiplyAdds(), MULTIPLY_ADDS, threads);
        plan = new FoldPlan(weights, problem, used);
        scratch = FoldScratch.of(plan, used, !loops.plain());
        workers = new FoldWorker[used];
        for (int i = 0; i < used; i++) {
            workers[i] = new FoldWorker(weights, loops, plan, scratch[i]);
        }
    }

    @Override
    public long scratchBytes() {
        return workers.length * scratch[0].bytes();
    }

    @Override
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        TapTiles tiles = weights.tiles();
        lines.add(tiles.row(tiles.count()) + " rows of taps by voxels, tile " + loops.tile() + ", then added at their "
                + "shifts");
        lines.addAll(plan.details());
        lines.add(workers.length + " threads, scratch " + scratchBytes() + " bytes");
        return lines;
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(plan.out()) == 0) {
            return;
        }
        int outputs = plan.params().outChannelsPerGroup();
        int group0 = block.c0() / outputs;
        int groups = (block.c1() - 1) / outputs + 1 - group0;
        int strips = plan.strips().size();
        int chunks = plan.chunks().size();
        int planes = plan.unitPlanes(block.planes(), (long) block.volumes() * groups);
        int parts = (block.planes() + planes - 1) / planes;
        int units = Math.multiplyExact(
                Math.multiplyExact(block.volumes(), groups), Math.multiplyExact(parts, strips * chunks));
        IntraOpPool.shared().run(workers.length, units, (unit, worker) -> {
            int u = unit;
            int chunk = u % chunks;
            u /= chunks;
            int strip = u % strips;
            u /= strips;
            int plane = block.d0() + u % parts * planes;
            u /= parts;
            FoldUnit piece = new FoldUnit(
                    block.n0() + u / groups,
                    group0 + u % groups,
                    plane,
                    Math.min(block.d1(), plane + planes),
                    plan.strips().get(strip),
                    plan.chunks().get(chunk));
            workers[worker].run(piece, src, block, dst, dstOffset);
        });
    }
}
