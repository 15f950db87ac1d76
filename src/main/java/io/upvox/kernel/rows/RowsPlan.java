package io.upvox.kernel.rows;

import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;

/**
 * How a problem is cut, and how a thread's expanded rows lie. A unit of work is a range of output planes by a strip of rows of
 * one group of a sample. Its thread walks through the planes with a ring of expanded input planes {@code [plane][row][input
 * channel][copy][lane]}, so that each is expanded once for all output planes that take it. Where rows are computed in one
 * pass the order is {@code [plane][input channel][copy][row][lane]}.
 */
final class RowsPlan {
    /** Elements of a ring: it stays in a core's second cache, with room for the output that passes. */
    private static final int RING = 100 << 10;
    /** Elements of the expanded rows that an output row takes: they stay in the first cache. */
    private static final int FIRST_CACHE = 8 << 10;
    /** Vectors of the widest tile. */
    private static final int TILE = 8;

    /** Most terms of rows that are computed in one pass. */
    private static final int PASS_TERMS = 8;

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
    private final int slabVectors;
    private final int blockVectors;
    private final int strip;
    private final int rowLength;
    private final int copies;
    private final int channels;
    private final int[] passes;

    RowsPlan(RowsWeights weights, int lanes, ConvTranspose3dProblem problem) {
        this.in = problem.input();
        this.out = problem.output();
        this.stride = problem.params().stride();
        this.groups = problem.params().groups();
        this.lanes = lanes;
        this.lowD = AxisPhase.lowest(weights.d());
        this.lowH = AxisPhase.lowest(weights.h());
        this.planes = AxisPhase.highest(weights.d()) - lowD + 1;
        this.reachH = AxisPhase.highest(weights.h()) - lowH;
        this.cellsH = count(out.h(), stride.h());
        this.vectors = count(out.w(), lanes);
        this.copies = weights.w().copies();
        this.channels = weights.inChannels();
        int period = weights.period();
        int halo = Math.toIntExact(weights.w().halo());
        int least = multiple(Math.min(vectors, TILE), period);
        int v = multiple(vectors, period);
        int s = cellsH;
        while (s > Math.max(4, 2 * reachH) && ring(s, v, halo) > RING) {
            s = (s + 1) / 2;
        }
        while (v > least && ring(s, v, halo) > RING) {
            v = Math.max(least, multiple((v + 1) / 2, period));
        }
        while (s > 1 && ring(s, v, halo) > RING) {
            s = (s + 1) / 2;
        }
        while (v > period && ring(s, v, halo) > RING) {
            v = multiple((v + 1) / 2, period);
        }
        this.strip = s;
        this.slabVectors = v;
        this.rowLength = length(v, halo);
        long rows = (long) most(weights.d()) * most(weights.h()) * channels * copies;
        int tile = multiple(TILE, period);
        long fits = FIRST_CACHE / Math.max(1, rows) / lanes / tile * tile;
        boolean through = weights.w().apart()
                && (long) most(weights.d())
                                * most(weights.h())
                                * channels
                                * weights.w().taps()
                        <= PASS_TERMS
                && v == vectors
                && v * lanes == out.w()
                && rowLength == out.w();
        this.blockVectors = through ? v : (int) Math.min(v, Math.max(tile, fits));
        this.passes = new int[through ? strip * vectors : 0];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = i / vectors * stride.h() * out.w() + i % vectors * lanes;
        }
    }

    private static int most(AxisPhase[] phases) {
        int most = 0;
        for (AxisPhase p : phases) {
            most = Math.max(most, p.count());
        }
        return most;
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    private static int multiple(int value, int of) {
        return Math.multiplyExact(count(value, of), of);
    }

    private int length(int v, int halo) {
        return multiple(v * lanes + halo, 16);
    }

    private long ring(int s, int v, int halo) {
        return (long) planes * (s + reachH) * channels * copies * length(v, halo);
    }

    /** Elements of the smallest ring that a layer can have. */
    static long smallestRing(RowPattern w, AxisPhase[] d, AxisPhase[] h, int channels, int lanes) {
        long planes = AxisPhase.highest(d) - (long) AxisPhase.lowest(d) + 1;
        long rows = AxisPhase.highest(h) - (long) AxisPhase.lowest(h) + 1;
        return planes * rows * channels * w.copies() * ((long) w.period(lanes) * lanes + w.halo() + 16);
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

    int lanes() {
        return lanes;
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

    /** Vectors of an output row. */
    int vectors() {
        return vectors;
    }

    /** Vectors of the expanded rows of a ring. */
    int slabVectors() {
        return slabVectors;
    }

    /** Vectors that all rows of a strip take before the next. */
    int blockVectors() {
        return blockVectors;
    }

    /** Cells along H of a strip at most. */
    int strip() {
        return strip;
    }

    /** Lanes of an expanded row. */
    int rowLength() {
        return rowLength;
    }

    /** Elements from one input row to the next in the ring. */
    int rowStep() {
        return passes.length > 0 ? rowLength : channels * copies * rowLength;
    }

    /** Elements from one copy of a row to the next in the ring; a channel's first copy follows the last of the one before. */
    int copyStep() {
        return passes.length > 0 ? (strip + reachH) * rowLength : rowLength;
    }

    /**
     * Where the vectors of all rows of a strip that have the same residue along H go, counted from the first; empty where a
     * row's vectors do not end with it.
     */
    int[] passes() {
        return passes;
    }

    /** Elements from one input plane to the next in the ring. */
    int planeStep() {
        return passes.length > 0 ? channels * copies * copyStep() : (strip + reachH) * rowStep();
    }

    /** Elements of a ring. */
    int ringElements() {
        return Math.addExact(LargeArrays.ALIGNED, Math.multiplyExact(planes, planeStep()));
    }
}
