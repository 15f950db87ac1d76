package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;

/** One thread: scratch memory of its own, and the units that it computes there. */
final class FoldWorker {
    final FoldWeights weights;
    final FoldLoops loops;
    final FoldPlan plan;
    final FoldPanel panel;
    final float[] products;
    final int productsAt;
    /** Products of rows side by side, on their way there. */
    final float[] dense;

    final int denseAt;
    final float[] sums;
    final int sumsAt;
    final TileChoice tiles;
    /** Where runs of products begin that are added up together. */
    final int[] from;

    FoldWorker(FoldWeights weights, FoldLoops loops, FoldPlan plan, FoldScratch scratch) {
        this.weights = weights;
        this.loops = loops;
        this.plan = plan;
        this.panel = new FoldPanel(scratch.panel(), scratch.panelAt(), plan.panelElements(), plan.step());
        this.products = scratch.products();
        this.productsAt = scratch.productsAt();
        this.dense = scratch.dense();
        this.denseAt = scratch.denseAt();
        this.sums = scratch.sums();
        this.sumsAt = scratch.sumsAt();
        this.tiles = new TileChoice(weights);
        this.from = new int
                [plan.params().kernel().d()
                        * plan.params().kernel().h()
                        * plan.params().kernel().w()];
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
