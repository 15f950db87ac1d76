package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;
import java.util.Arrays;

/** From the sums of a phase's products to its outputs, along D, H and W, for a run of tiles and 16 channels. */
final class OutputTransform {
    private static final int PITCH = ChannelTiles.PITCH;

    private final LayerPlan plan;
    private final RunPasses passes;
    private final int mostTiles;

    OutputTransform(LayerPlan plan, RunPasses passes, int mostTiles) {
        this.plan = plan;
        this.passes = passes;
        this.mostTiles = mostTiles;
    }

    /** Elements of scratch memory: results along D, then along H. */
    int scratchElements() {
        int alongD = plan.d().fast()
                ? plan.d().tile() * plan.h().mostProducts() * plan.w().mostProducts()
                : 0;
        int alongH = plan.h().tile() * plan.d().tile() * plan.w().mostProducts();
        return (alongD + alongH) * mostTiles * PITCH;
    }

    /** Outputs of a tile for 16 channels, all phases along H and W; in {@code [output d, h][phase h][phase w][output w]}. */
    int outputs() {
        return (int) plan.tileOutputs();
    }

    /**
     * Where an output of a tile lies, in runs of tiles.
     *
     * @param d output of the tile along D
     * @param h output of the tile along H, phases and outputs: {@code tile * stride} of them
     * @param w likewise along W
     */
    int output(int d, int h, int w) {
        int strideH = plan.h().phases().length;
        int strideW = plan.w().phases().length;
        int row = (d * plan.h().tile() + h / strideH) * strideH + h % strideH;
        return (row * strideW + w % strideW) * plan.w().tile() + w / strideW;
    }

    /**
     * Transforms.
     *
     * @param phase the phase; one with products
     * @param sums of the products
     * @param at the first product's
     * @param productStep distance of products
     * @param tiles number of tiles
     * @param scratch from {@code scratchAt}
     * @param dst receives output {@code o} of tile t at {@code to + (output(o) * step + t) * 16}
     * @param step tiles' distance of outputs
     */
    void run(
            int phase,
            float[] sums,
            int at,
            int productStep,
            int tiles,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int step) {
        int ph = plan.h().products(plan.residueH(phase)).length;
        int pw = plan.w().products(plan.residueW(phase)).length;
        int run = tiles * PITCH;
        int strideH = plan.h().phases().length;
        int strideW = plan.w().phases().length;
        int tileW = plan.w().tile();
        int perPhase = tileW * step * PITCH;
        int rowStep = strideH * strideW * perPhase;
        int first = to + (plan.residueH(phase) * strideW + plan.residueW(phase)) * perPhase;
        if (plan.cubes(phase)) {
            passes.cubeOutputs(sums, at, productStep, dst, first, rowStep, step * PITCH, run);
            return;
        }
        float[] src = sums;
        int from = at;
        int srcStep = productStep;
        int next = scratchAt;
        if (plan.d().fast()) {
            AxisAlgorithm algorithm = plan.d().algorithm(plan.residueD(phase));
            Runs runs = new Runs(ph * pw, run, srcStep, run, false);
            passes.outputs(
                    plan.d().tile(),
                    algorithm.taps(),
                    src,
                    from,
                    ph * pw * srcStep,
                    scratch,
                    next,
                    ph * pw * run,
                    runs);
            src = scratch;
            from = next;
            srcStep = run;
            next += plan.d().tile() * ph * pw * run;
        }
        AxisAlgorithm alongH = plan.h().algorithm(plan.residueH(phase));
        int tileH = plan.h().tile();
        Runs runsH = new Runs(pw, run, srcStep, run, false);
        for (int d = 0; d < plan.d().tile(); d++) {
            int m0 = from + d * ph * pw * srcStep;
            int alongHAt = next + d * tileH * pw * run;
            passes.outputs(tileH, alongH.taps(), src, m0, pw * srcStep, scratch, alongHAt, pw * run, runsH);
        }
        AxisAlgorithm alongW = plan.w().algorithm(plan.residueW(phase));
        Runs runsW = new Runs(tileH * plan.d().tile(), run, pw * run, rowStep, false);
        passes.outputs(tileW, alongW.taps(), scratch, next, run, dst, first, step * PITCH, runsW);
    }

    /** Outputs of a phase without products, unless a whole plane or row has none: then they are not read. */
    void zeros(int phase, int tiles, float[] dst, int to, int step) {
        if (plan.d().products(plan.residueD(phase)).length == 0
                || plan.h().products(plan.residueH(phase)).length == 0) {
            return;
        }
        for (int d = 0; d < plan.d().tile(); d++) {
            for (int h = 0; h < plan.h().tile(); h++) {
                for (int w = 0; w < plan.w().tile(); w++) {
                    int row = h * plan.h().phases().length + plan.residueH(phase);
                    int column = w * plan.w().phases().length + plan.residueW(phase);
                    int at = to + output(d, row, column) * step * PITCH;
                    Arrays.fill(dst, at, at + tiles * PITCH, 0f);
                }
            }
        }
    }
}
