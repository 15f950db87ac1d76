package io.upvox.kernel.rows;

import io.upvox.kernel.OutputBlock;
import io.upvox.tensor.Dhw;

/**
 * The units of work of one block of output: how its volumes (a group of a sample), planes, rows and channels are shared.
 *
 * @param stride of the layer
 * @param cellsH stride cells along H
 * @param outPerGroup output channels of a group
 * @param block of output
 * @param firstGroup the first group that the block has channels of
 * @param groups number of groups that it has channels of
 * @param planeStep output planes of a unit
 * @param planeCount units along D
 * @param cellStep stride cells along H of a unit
 * @param cellCount units along H
 * @param blockStep blocks of output channels of a unit
 * @param blockCount units along the channels of a group
 */
record RowsUnits(
        Dhw stride,
        int cellsH,
        int outPerGroup,
        OutputBlock block,
        int firstGroup,
        int groups,
        int planeStep,
        int planeCount,
        int cellStep,
        int cellCount,
        int blockStep,
        int blockCount) {
    /** Rows of cells that a unit has at least. */
    private static final int LEAST_CELLS = 4;

    /**
     * One unit.
     *
     * @param n sample
     * @param group of channels
     * @param d0 first output plane
     * @param d1 behind the last output plane
     * @param h0 first stride cell along H
     * @param h1 behind the last stride cell along H
     * @param c0 first channel of the group
     * @param c1 behind the last channel of the group
     */
    record Unit(int n, int group, int d0, int d1, int h0, int h1, int c0, int c1) {}

    /** Units of a block, at least so many where they are not too small for it. */
    static RowsUnits of(RowsPlan plan, RowsWeights weights, OutputBlock block, int wanted) {
        return of(plan.stride(), plan.cellsH(), plan.strip(), weights.outPerGroup(), weights.blocks(), block, wanted);
    }

    /** Units of a block of woven rows. */
    static RowsUnits of(WovenPlan plan, OutputBlock block, int wanted) {
        return of(plan.stride(), plan.cellsH(), plan.strip(), 1, 1, block, wanted);
    }

    private static RowsUnits of(
            Dhw stride, int cellsH, int strip, int perGroup, int channelBlocks, OutputBlock block, int wanted) {
        int g0 = block.c0() / perGroup;
        int groups = (block.c1() - 1) / perGroup + 1 - g0;
        int cells = strip;
        int cellCount = count(cellsH, cells);
        long fixed = (long) block.volumes() * groups;
        int sd = stride.d();
        int planeCells = (block.d1() - 1) / sd + 1 - block.d0() / sd;
        long pieces = Math.max(1, Math.min(planeCells, (wanted + fixed * cellCount - 1) / (fixed * cellCount)));
        int planes = count(planeCells, (int) pieces);
        int planeCount = count(planeCells, planes);
        while (cells > LEAST_CELLS && fixed * planeCount * cellCount < wanted) {
            cells = (cells + 1) / 2;
            cellCount = count(cellsH, cells);
        }
        int blocks = channelBlocks;
        while (blocks > 1 && fixed * planeCount * cellCount * count(channelBlocks, blocks) < wanted) {
            blocks = (blocks + 1) / 2;
        }
        return new RowsUnits(
                stride,
                cellsH,
                perGroup,
                block,
                g0,
                groups,
                planes * sd,
                planeCount,
                cells,
                cellCount,
                blocks,
                count(channelBlocks, blocks));
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    int count() {
        return Math.multiplyExact(
                Math.multiplyExact(block.volumes() * groups, planeCount), Math.multiplyExact(cellCount, blockCount));
    }

    Unit unit(int index) {
        int u = index;
        int channel = u % blockCount * blockStep * RowsWeights.WIDE;
        u /= blockCount;
        int h = u % cellCount * cellStep;
        u /= cellCount;
        int sd = stride.d();
        int d = block.d0() / sd * sd + u % planeCount * planeStep;
        u /= planeCount;
        int group = firstGroup + u % groups;
        int base = group * outPerGroup;
        int behind = Math.min(outPerGroup, channel + blockStep * RowsWeights.WIDE);
        return new Unit(
                block.n0() + u / groups,
                group,
                Math.max(d, block.d0()),
                Math.min(d + planeStep, block.d1()),
                h,
                Math.min(h + cellStep, cellsH),
                Math.max(channel, block.c0() - base),
                Math.min(behind, block.c1() - base));
    }
}
