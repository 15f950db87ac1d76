package io.upvox.kernel.rows;

import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.rows.RowsUnits.Unit;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/**
 * A thread's ring of expanded input planes. Rows that reach beyond the volume on H are zeros, which are harmless because
 * weights are finite; planes beyond the volume are left out of the sums.
 */
final class ExpandedPlanes {
    private static final int NONE = Integer.MIN_VALUE;

    private final RowsWeights weights;
    private final RowTiles tiles;
    private final RowsPlan plan;
    private final float[] x;
    private final int[] planes;
    private final float[] row;
    private float[] src = {};
    private int volume;
    private int firstRow;
    private int rows;
    private int firstInput;

    ExpandedPlanes(RowsWeights weights, RowTiles tiles, RowsPlan plan, float[] x) {
        this.weights = weights;
        this.tiles = tiles;
        this.plan = plan;
        this.x = x;
        this.planes = new int[plan.planes()];
        this.row = new float
                [LargeArrays.ALIGNED
                        + plan.rowLength() / plan.stride().w()
                        + weights.w().reach()
                        + 2 * plan.lanes()];
    }

    int elements() {
        return x.length + row.length;
    }

    /** The expanded rows. */
    float[] elementsOf() {
        return x;
    }

    /** Begins with a unit, from a vector of its rows on. */
    void begin(float[] source, Unit unit, int vector) {
        src = source;
        volume = (unit.n() * plan.groups() + unit.group()) * weights.inChannels();
        firstRow = unit.h0() + plan.lowH();
        rows = unit.h1() - unit.h0() + plan.reachH();
        firstInput = vector * plan.lanes() / plan.stride().w() + weights.w().low();
        Arrays.fill(row, 0f);
        Arrays.fill(planes, NONE);
    }

    /** Expands the planes that a cell along D takes and that are not there yet. */
    void fill(int cell) {
        for (int i = 0; i < planes.length; i++) {
            int plane = cell + plan.lowD() + i;
            int slot = Math.floorMod(plane, planes.length);
            if (planes[slot] != plane) {
                planes[slot] = plane;
                if (plane >= 0 && plane < plan.in().d()) {
                    expand(plane, LargeArrays.ALIGNED + slot * plan.planeStep());
                }
            }
        }
    }

    private void expand(int plane, int start) {
        TensorShape in = plan.in();
        int copies = weights.w().copies();
        int from = Math.min(rows, Math.max(0, -firstRow));
        int to = Math.max(from, Math.min(rows, in.h() - firstRow));
        for (int c = 0; c < weights.inChannels(); c++) {
            int first = (((volume + c) * in.d() + plane) * in.h() + firstRow + from) * in.w() + firstInput;
            for (int copy = 0; copy < copies; copy++) {
                int at = start + (c * copies + copy) * plan.copyStep();
                zeros(at, 0, from);
                expand(first, to - from, copy, at + from * plan.rowStep());
                zeros(at, to, rows);
            }
        }
    }

    /** Rows of one channel, all inside along H; the first begins there in the input. */
    private void expand(int first, int count, int copy, int start) {
        RowPattern pattern = weights.w();
        int width = plan.in().w();
        int length = plan.rowLength();
        int skip = Math.max(0, -firstInput);
        if (tiles.expand(
                src, first, width, skip, width - firstInput, count, pattern, copy, x, start, plan.rowStep(), length)) {
            return;
        }
        int inputs = Math.max(0, Math.min(row.length - LargeArrays.ALIGNED - skip, width - firstInput - skip));
        for (int r = 0; r < count; r++) {
            if (inputs > 0) {
                System.arraycopy(src, first + r * width + skip, row, LargeArrays.ALIGNED + skip, inputs);
            }
            tiles.expand(row, LargeArrays.ALIGNED, pattern, copy, x, start + r * plan.rowStep(), length);
        }
    }

    private void zeros(int start, int from, int to) {
        for (int r = from; r < to; r++) {
            int at = start + r * plan.rowStep();
            Arrays.fill(x, at, at + plan.rowLength(), 0f);
        }
    }

    /** Lane 0 of the input row that belongs to offset 0, for a row of cells of the unit. */
    int row(int cell) {
        return LargeArrays.ALIGNED + cell * plan.rowStep();
    }

    /** Where the terms of an output row of a cell along D begin, counted from {@link #row}. */
    void offsets(int cell, AxisPhase depth, int first, int last, AxisPhase height, int[] table) {
        RowPattern w = weights.w();
        int next = 0;
        for (int td = first; td < last; td++) {
            int slot = Math.floorMod(cell + depth.offsets()[td], planes.length);
            for (int th = 0; th < height.count(); th++) {
                int row = slot * plan.planeStep() + (height.offsets()[th] - plan.lowH()) * plan.rowStep();
                for (int c0 = 0; c0 < weights.inChannels(); c0 += PhaseTable.CHANNEL_BLOCK) {
                    int behind = Math.min(weights.inChannels(), c0 + PhaseTable.CHANNEL_BLOCK);
                    for (int j = 0; j < w.taps(); j++) {
                        for (int c = c0; c < behind; c++) {
                            table[next++] = row + (c * w.copies() + w.copy(j)) * plan.copyStep() + w.ahead(j);
                        }
                    }
                }
            }
        }
    }
}
