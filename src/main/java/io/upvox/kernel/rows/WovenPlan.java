package io.upvox.kernel.rows;

import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;

/**
 * How a problem of woven rows is cut, and how a thread's input rows lie: a ring of input planes {@code
 * [plane][row][lane]}, lane 0 of a row being the centre of the first cell and the lane before it the end of the row before.
 */
final class WovenPlan {
    /** Elements of a ring: it stays in a core's second cache, with room for the output that passes. */
    private static final int RING = 100 << 10;
    /** Lanes in front of the first row, of which the last belongs to it. */
    private static final int AHEAD = 16;
    /** Lanes behind the last row, which the last of its vectors may reach. */
    private static final int BEHIND = 16;
    /** Cells along H of a strip that are worth more than whole rows. */
    private static final int STRIP = 4;

    private final TensorShape in;
    private final TensorShape out;
    private final Dhw stride;
    private final int groups;
    private final int lanes;
    private final int lowD;
    private final int lowH;
    private final int planes;
    private final int reachH;
    private final int cellsH;
    private final int vectors;
    private final int strip;
    private final int slabVectors;

    WovenPlan(WovenWeights weights, int lanes, ConvTranspose3dProblem problem) {
        in = problem.input();
        out = problem.output();
        stride = problem.params().stride();
        groups = problem.params().groups();
        this.lanes = lanes;
        lowD = AxisPhase.lowest(weights.d());
        lowH = AxisPhase.lowest(weights.h());
        planes = AxisPhase.highest(weights.d()) - lowD + 1;
        reachH = AxisPhase.highest(weights.h()) - lowH;
        cellsH = (out.h() + stride.h() - 1) / stride.h();
        vectors = (out.w() + 2 * lanes - 1) / (2 * lanes);
        int s = cellsH;
        int v = vectors;
        while (s > Math.max(STRIP, 2 * reachH) && ring(s, v) > RING) {
            s = (s + 1) / 2;
        }
        while (v > 1 && ring(s, v) > RING) {
            v = (v + 1) / 2;
        }
        while (s > 1 && ring(s, v) > RING) {
            s = (s + 1) / 2;
        }
        strip = s;
        slabVectors = v;
    }

    private long ring(int s, int v) {
        return (long) planes * (s + reachH) * rowStep(v);
    }

    private long rowStep(int v) {
        // With a lane before the cells and one behind them.
        return ((long) v * lanes + 2 + AHEAD - 1) / AHEAD * AHEAD;
    }

    TensorShape in() {
        return in;
    }

    TensorShape out() {
        return out;
    }

    Dhw stride() {
        return stride;
    }

    int groups() {
        return groups;
    }

    /** Offset of the first input plane that a cell takes. */
    int lowD() {
        return lowD;
    }

    /** Offset of the first input row that a cell takes. */
    int lowH() {
        return lowH;
    }

    /** Input planes of a ring: those that one cell takes. */
    int planes() {
        return planes;
    }

    /** Rows of input beyond the cells of a strip. */
    int reachH() {
        return reachH;
    }

    /** Stride cells along H. */
    int cellsH() {
        return cellsH;
    }

    /** Cells along H of a strip at most. */
    int strip() {
        return strip;
    }

    /** Vectors of cells of a row. */
    int vectors() {
        return vectors;
    }

    /** Vectors of cells of the rows of a ring. */
    int slabVectors() {
        return slabVectors;
    }

    /** Cells of a vector. */
    int lanes() {
        return lanes;
    }

    /** Elements from one input row to the next in the ring. */
    int rowStep() {
        return Math.toIntExact(rowStep(slabVectors));
    }

    /** Elements from one input plane to the next in the ring. */
    int planeStep() {
        return (strip + reachH) * rowStep();
    }

    /** Where the first row of the ring begins. */
    int start() {
        return LargeArrays.ALIGNED + AHEAD;
    }

    /** Elements of a ring. */
    int ringElements() {
        return start() + Math.multiplyExact(planes, planeStep()) + BEHIND;
    }
}
