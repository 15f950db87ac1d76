package io.upvox.kernel.subconv;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;

/**
 * How outputs are cut into boxes: a box covers whole stride cells {@code q} on each axis, and the inputs that it needs are
 * packed together. Boxes only decide what is computed together, never how.
 *
 * @param cells stride cells of the output on each axis
 * @param box cells of a box on each axis; boxes at the end may be smaller
 * @param input extents of a box's packed input
 * @param low offset of the packed input's first position from the box's first cell
 */
record Tiling(Dhw cells, Dhw box, Dhw input, Dhw low) {
    /** A worker's packed input: fits beside the weights in a core's own caches or little beyond. */
    private static final long BOX_BYTES = 1 << 20;
    /** Bound of all workers' packed inputs together. */
    private static final long TOTAL_BYTES = 32 << 20;
    /** Boxes a thread, so that uneven ones even out. */
    private static final int BOXES_PER_THREAD = 3;

    static Tiling of(PhaseTable phases, ConvTranspose3dProblem problem, int threads) {
        Dhw out = problem.output().extents();
        Dhw cells = out.with(problem.params().stride(), (o, s) -> (o + s - 1) / s);
        Dhw low = new Dhw(AxisPhase.lowest(phases.d()), AxisPhase.lowest(phases.h()), AxisPhase.lowest(phases.w()));
        Dhw high = new Dhw(AxisPhase.highest(phases.d()), AxisPhase.highest(phases.h()), AxisPhase.highest(phases.w()));
        Dhw reach = high.with(low, (a, b) -> a - b);
        long limit = Math.min(BOX_BYTES, TOTAL_BYTES / threads) / 4;
        Dhw box = cells;
        while (elements(phases, box, reach) > limit && (box.d() > 1 || box.h() > 1 || box.w() > 1)) {
            box = halved(box);
        }
        long wanted = threads == 1 ? 1 : (long) BOXES_PER_THREAD * threads;
        while (boxes(cells, box) * problem.input().n() < wanted && box.d() > 1) {
            box = new Dhw((box.d() + 1) / 2, box.h(), box.w());
        }
        return new Tiling(cells, box, box.with(reach, Integer::sum), low);
    }

    /** Planes go first: rows and their ends cost more. */
    private static Dhw halved(Dhw box) {
        if (box.d() > 1) {
            return new Dhw((box.d() + 1) / 2, box.h(), box.w());
        }
        if (box.h() > 1) {
            return new Dhw(1, (box.h() + 1) / 2, box.w());
        }
        return new Dhw(1, 1, (box.w() + 1) / 2);
    }

    private static long elements(PhaseTable phases, Dhw box, Dhw reach) {
        return box.with(reach, Integer::sum).product() * phases.channelBlocks() * phases.channelPitch();
    }

    private static long boxes(Dhw cells, Dhw box) {
        return cells.with(box, (c, b) -> (c + b - 1) / b).product();
    }

    /** Boxes on each axis. */
    Dhw counts() {
        return cells.with(box, (c, b) -> (c + b - 1) / b);
    }

    /** Elements of a box's packed input. */
    int packedElements(PhaseTable phases) {
        return Math.toIntExact(input.product() * phases.channelBlocks() * phases.channelPitch());
    }
}
