package io.upvox.kernel.rows;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.rows.RowsUnits.Unit;

/**
 * What one thread has for woven rows, and what it does with a unit. Whole vectors are stored: a row's last ones may reach over the
 * beginning of the next rows, which are written afterwards. That is why rows come in rising order, slabs of vectors in falling order,
 * and the last rows of a unit go through a buffer.
 */
final class WovenWorker {
    private final WovenWeights weights;
    private final WovenTiles tiles;
    private final WovenPlan plan;
    private final WovenPlanes ring;
    private final WovenStrip strip;
    private final float[] stage;
    private final int[] offsets = new int[WovenTiles.MOST_ROWS];

    WovenWorker(WovenWeights weights, WovenTiles tiles, WovenPlan plan, float[] ring) {
        this.weights = weights;
        this.tiles = tiles;
        this.plan = plan;
        this.ring = new WovenPlanes(weights, tiles, plan, ring);
        this.strip = new WovenStrip(
                ring, plan.rowStep(), weights.elements(), plan.out().w(), weights.h().length);
        // A row of each of two planes, two outputs for each input.
        this.stage = new float[2 * 2 * plan.slabVectors() * plan.lanes()];
    }

    long scratchBytes() {
        return 4L * (strip.x().length + stage.length + offsets.length) + strip.bytes();
    }

    void run(Unit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        int slab = plan.slabVectors();
        strip.bias(weights.bias(unit.group()));
        for (int v = (plan.vectors() - 1) / slab * slab; v >= 0; v -= slab) {
            ring.begin(src, unit, v);
            int planes;
            for (int od = unit.d0(); od < unit.d1(); od += planes) {
                planes = weights.together(od % plan.stride().d()) && od + 1 < unit.d1() ? 2 : 1;
                ring.fill(od / plan.stride().d());
                terms(unit.group(), od, planes);
                int plane = ((unit.n() - block.n0()) * block.channels() + unit.group() - block.c0()) * block.planes()
                        + od
                        - block.d0();
                int base = dstOffset + plane * planeStep();
                strip(unit, v, Math.min(slab, plan.vectors() - v), planes, dst, base);
            }
        }
    }

    private int planeStep() {
        return plan.out().h() * plan.out().w();
    }

    private void terms(int group, int od, int planes) {
        int cell = od / plan.stride().d();
        AxisPhase depth = weights.d()[od % plan.stride().d()];
        int first = AxisTaps.first(depth, cell);
        int last = AxisTaps.last(depth, cell, plan.in().d());
        for (int r = 0; r < weights.h().length; r++) {
            strip.rows(r, offsets, ring.offsets(cell, depth, first, last, weights.h()[r], offsets));
            if (planes == 1) {
                strip.weights(r, 0, at(group, od, r));
            } else {
                strip.weights(r, 0, weights.spread(at(group, od, r)));
                strip.weights(r, 1, weights.spread(at(group, od + 1, r)));
            }
        }
    }

    /** Where the weights of an output plane's rows begin, from the first tap along D that is in the volume on. */
    private int at(int group, int od, int residueH) {
        int residue = od % plan.stride().d();
        int first = AxisTaps.first(weights.d()[residue], od / plan.stride().d());
        return weights.at(group, residue, residueH, first);
    }

    private void strip(Unit unit, int slab, int vectors, int planes, float[] dst, int base) {
        int sh = plan.stride().h();
        int width = plan.out().w();
        int begin = slab * 2 * plan.lanes();
        int row0 = unit.h0() * sh;
        int rowEnd = Math.min(unit.h1() * sh, plan.out().h());
        // A row's last vector may not reach beyond the strip: other threads write there.
        int beyond = Math.max(0, begin + vectors * 2 * plan.lanes() - width);
        int direct = Math.max(row0, rowEnd - (beyond + width - 1) / width);
        rows(unit, row0, direct - row0, vectors, planes, dst, base + row0 * width + begin, planeStep());
        for (int row = direct; row < rowEnd; row++) {
            rows(unit, row, 1, vectors, planes, stage, 0, stage.length / 2);
            for (int p = 0; p < planes; p++) {
                int to = base + p * planeStep() + row * width + begin;
                System.arraycopy(stage, p * (stage.length / 2), dst, to, width - begin);
            }
        }
    }

    private void rows(Unit unit, int row, int rows, int vectors, int planes, float[] dst, int to, int plane) {
        int sh = plan.stride().h();
        int base = ring.row(row / sh - unit.h0());
        if (planes == 1) {
            tiles.one(weights.form(), strip, base, row % sh, rows, vectors, dst, to);
        } else {
            tiles.two(weights.form(), strip, base, row % sh, rows, vectors, dst, to, plane);
        }
    }
}
