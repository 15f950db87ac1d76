package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;

/** One thread: scratch memory of its own, and the units that it computes there. */
final class FoldWorker {
    final FoldWeights weights;
    final FoldLoops loops;
    final FoldPlan plan;
    final FoldPanel panel;
    final float[] products;
    /** Products of rows side by side, on their way there. */
    final float[] dense;

    final float[] sums;
    final TileChoice tiles;
    /** Where runs of products begin that are added up together. */
    final int[] from;

    FoldWorker(FoldWeights weights, FoldLoops loops, FoldPlan plan) {
        this.weights = weights;
        this.loops = loops;
        this.plan = plan;
        this.panel = new FoldPanel(plan.panelElements(), plan.step());
        this.products = new float[plan.productElements()];
        this.dense = new float[plan.denseElements()];
        this.sums = new float[plan.sumElements()];
        this.tiles = new TileChoice(weights);
        this.from = new int
                [plan.params().kernel().d()
                        * plan.params().kernel().h()
                        * plan.params().kernel().w()];
    }

    long scratchBytes() {
        return 4L * ((long) plan.panelElements() + products.length + dense.length + sums.length);
    }

    /** Computes one unit. */
    void run(FoldUnit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        KeptProducts kept = plan.kept();
        FoldPass pass = kept == null
                ? new SumsPass(this, unit, src, block, dst, dstOffset)
                : new ProductsPass(this, kept, unit, src, block, dst, dstOffset);
        pass.run();
    }
}
