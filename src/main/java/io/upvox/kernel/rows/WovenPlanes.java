package io.upvox.kernel.rows;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.rows.RowsUnits.Unit;
import java.util.Arrays;

/**
 * A thread's ring of input planes for woven rows. What lies beyond the volume along H and W is zeros, which are harmless because
 * weights are finite; planes beyond the volume are left out of the sums.
 */
final class WovenPlanes {
    private static final int NONE = Integer.MIN_VALUE;

    private final WovenWeights weights;
    private final WovenTiles tiles;
    private final WovenPlan plan;
    private final float[] x;
    private final int[] planes;
    private float[] src = {};
    private int volume;
    private int firstRow;
    private int rows;
    private int vector = NONE;
    private int skip;
    private int width;

    WovenPlanes(WovenWeights weights, WovenTiles tiles, WovenPlan plan, float[] x) {
        this.weights = weights;
        this.tiles = tiles;
        this.plan = plan;
        this.x = x;
        this.planes = new int[plan.planes()];
    }

    /** Begins with a unit, from a vector of its rows on. */
    void begin(float[] source, Unit unit, int from) {
        src = source;
        volume = unit.n() * plan.groups() + unit.group();
        firstRow = unit.h0() + plan.lowH();
        rows = unit.h1() - unit.h0() + plan.reachH();
        Arrays.fill(planes, NONE);
        if (vector != from) {
            if (vector != NONE) {
                Arrays.fill(x, 0, plan.ringElements(), 0f);
            }
            vector = from;
            // The lane before the first cell takes its input as well, and the one behind the last.
            int first = firstInput();
            int lanes = plan.slabVectors() * plan.lanes() + 2;
            skip = Math.max(0, -first);
            width = Math.max(0, Math.min(lanes - skip, plan.in().w() - first - skip));
        }
    }

    /** Takes in the planes that a cell along D takes and that are not there yet. */
    void fill(int cell) {
        for (int i = 0; i < planes.length; i++) {
            int plane = cell + plan.lowD() + i;
            int slot = Math.floorMod(plane, planes.length);
            if (planes[slot] != plane) {
                planes[slot] = plane;
                if (plane >= 0 && plane < plan.in().d() && width > 0) {
                    take(plane, plan.start() + slot * plan.planeStep());
                }
            }
        }
    }

    private void take(int plane, int start) {
        int height = plan.in().h();
        int w = plan.in().w();
        int step = plan.rowStep();
        int r0 = Math.min(rows, Math.max(0, -firstRow));
        int r1 = Math.max(r0, Math.min(rows, height - firstRow));
        int from = ((volume * plan.in().d() + plane) * height + firstRow + r0) * w + firstInput();
        int at = start - 1 + skip;
        tiles.copy(src, from + skip, w, x, at + r0 * step, step, r1 - r0, width);
        for (int r = 0; r < rows; r++) {
            if (r < r0 || r >= r1) {
                Arrays.fill(x, at + r * step, at + r * step + width, 0f);
            }
        }
    }

    /** The input before the centre of the first cell, along W. */
    private int firstInput() {
        return vector * plan.lanes() + weights.centre() - 1;
    }

    /** The centre of the first cell in the input row that belongs to offset 0, for a row of cells of the unit. */
    int row(int cell) {
        return plan.start() + cell * plan.rowStep();
    }

    /** Where the input rows of an output row of a cell along D begin, counted from {@link #row}; returns how many they are. */
    int offsets(int cell, AxisPhase depth, int first, int last, AxisPhase height, int[] table) {
        int count = 0;
        for (int td = first; td < last; td++) {
            int slot = Math.floorMod(cell + depth.offsets()[td], planes.length);
            for (int th = 0; th < height.count(); th++) {
                table[count++] = slot * plan.planeStep() + (height.offsets()[th] - plan.lowH()) * plan.rowStep();
            }
        }
        return count;
    }
}
