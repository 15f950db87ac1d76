package io.upvox.kernel.rows;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.rows.RowsUnits.Unit;

/**
 * What one thread has for woven rows, and what it does with a unit. Whole vectors are stored: a row's last ones may reach over
 * the beginning of the next rows, which are written afterwards. That is why rows come in rising order, slabs of vectors in
 * falling order, and the last rows of a unit go through a buffer.
 */
final class WovenWorker {
    private final WovenWeights weights;
    private final WovenTiles tiles;
    private final WovenPlan plan;
    private final WovenPlanes ring;
    private final float[] stage;
    private final int[] offsets;
    private final int[] ends;
    private final int[] at;

    WovenWorker(WovenWeights weights, WovenTiles tiles, WovenPlan plan) {
        this.weights = weights;
        this.tiles = tiles;
        this.plan = plan;
        this.ring = new WovenPlanes(weights, tiles, plan);
        this.stage = new float[2 * plan.slabVectors() * plan.lanes()];
        this.ends = new int[weights.h().length];
        this.at = new int[ends.length];
        this.offsets = new int[ends.length * WovenTiles.MOST_ROWS];
    }

    long scratchBytes() {
        return 4L * (ring.elements().length + stage.length + offsets.length + 2 * ends.length);
    }

    void run(Unit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        int slab = plan.slabVectors();
        for (int v = (plan.vectors() - 1) / slab * slab; v >= 0; v -= slab) {
            ring.begin(src, unit, v);
            for (int od = unit.d0(); od < unit.d1(); od++) {
                int cell = od / plan.stride().d();
                ring.fill(cell);
                terms(unit.group(), od % plan.stride().d(), cell);
                int plane = ((unit.n() - block.n0()) * block.channels() + unit.group() - block.c0()) * block.planes()
                        + od
                        - block.d0();
                int base = dstOffset + plane * plan.out().h() * plan.out().w();
                strip(unit, v, Math.min(slab, plan.vectors() - v), dst, base);
            }
        }
    }

    private void terms(int group, int residueD, int cell) {
        AxisPhase depth = weights.d()[residueD];
        int first = AxisTaps.first(depth, cell);
        int last = AxisTaps.last(depth, cell, plan.in().d());
        int next = 0;
        for (int r = 0; r < ends.length; r++) {
            next = ring.offsets(cell, depth, first, last, weights.h()[r], offsets, next);
            ends[r] = next;
            at[r] = weights.at(group, residueD, r, first);
        }
    }

    private void strip(Unit unit, int slab, int vectors, float[] dst, int base) {
        int sh = plan.stride().h();
        int width = plan.out().w();
        int begin = slab * 2 * plan.lanes();
        int row0 = unit.h0() * sh;
        int rowEnd = Math.min(unit.h1() * sh, plan.out().h());
        // A row's last vector may not reach beyond the strip: other threads write there.
        int beyond = Math.max(0, begin + vectors * 2 * plan.lanes() - width);
        int direct = Math.max(row0, rowEnd - (beyond + width - 1) / width);
        rows(unit, row0, direct - row0, vectors, dst, base + row0 * width + begin);
        for (int row = direct; row < rowEnd; row++) {
            rows(unit, row, 1, vectors, stage, 0);
            System.arraycopy(stage, 0, dst, base + row * width + begin, width - begin);
        }
    }

    private void rows(Unit unit, int row, int rows, int vectors, float[] dst, int to) {
        int sh = plan.stride().h();
        tiles.weave(
                weights.form(),
                ring.elements(),
                ring.row(row / sh - unit.h0()),
                plan.rowStep(),
                row % sh,
                rows,
                vectors,
                ends,
                offsets,
                weights.elements(),
                at,
                weights.bias(unit.group()),
                dst,
                to,
                plan.out().w());
    }
}
