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
        int rd = plan.residueD(phase);
        int rh = plan.residueH(phase);
        int rw = plan.residueW(phase);
        int run = tiles * PITCH;
        int strideH = plan.h().phases().length;
        int strideW = plan.w().phases().length;
        int columnStep = step * PITCH;
        int perPhase = plan.w().tile() * columnStep;
        int rowStep = strideH * strideW * perPhase;
        int first = to + (rh * strideW + rw) * perPhase;
        if (plan.cubes(phase)
                && plan.d().taps(rd) * plan.h().taps(rh) * plan.w().taps(rw) == 8) {
            passes.cubeOutputs(sums, at, productStep, dst, first, rowStep, columnStep, run);
            return;
        }
        AxisPlan[] axes = {plan.d(), plan.h(), plan.w()};
        int[] residues = {rd, rh, rw};
        int[] counts = {
            plan.d().products(rd).length, plan.h().products(rh).length, plan.w().products(rw).length
        };
        int last = 2;
        while (last > (plan.d().fast() ? 0 : 1) && copies(axes[last], residues[last])) {
            last--;
        }
        float[] src = sums;
        int from = at;
        int next = scratchAt;
        int[] steps = steps(counts, productStep);
        int[] outSteps = {plan.h().tile() * rowStep, rowStep, columnStep};
        for (int axis = 0; axis <= last; axis++) {
            if (axis < last && copies(axes[axis], residues[axis])) {
                continue;
            }
            counts[axis] = axes[axis].tile();
            int[] toSteps = axis == last ? outSteps : steps(counts, run);
            int x = axis == 0 ? 1 : 0;
            int y = axis == 2 ? 1 : 2;
            Runs runs = new Runs(counts[y], run, steps[y], toSteps[y], false);
            float[] results = axis == last ? dst : scratch;
            int results0 = axis == last ? first : next;
            for (int i = 0; i < counts[x]; i++) {
                passes.outputs(
                        axes[axis].tile(),
                        axes[axis].taps(residues[axis]),
                        src,
                        from + i * steps[x],
                        steps[axis],
                        results,
                        results0 + i * toSteps[x],
                        toSteps[axis],
                        runs);
            }
            src = results;
            from = results0;
            next += counts[0] * counts[1] * counts[2] * run;
            steps = toSteps;
        }
    }

    /** Whether products on an axis are its outputs already. */
    private static boolean copies(AxisPlan axis, int residue) {
        return !axis.fast() || axis.taps(residue) == 1;
    }

    /** Distances along D, H and W of values that lie dense. */
    private static int[] steps(int[] counts, int step) {
        return new int[] {counts[1] * counts[2] * step, counts[2] * step, step};
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
