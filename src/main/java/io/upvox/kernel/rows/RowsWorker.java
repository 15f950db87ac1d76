package io.upvox.kernel.rows;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.rows.RowsUnits.Unit;
import java.util.Arrays;

/**
 * What one thread has, and what it does with a unit.
 *
 * <p>The order is: slab of vectors along W, output plane, block of vectors, block of channels, row. Whole vectors are stored: a
 * row's last vector may reach over the beginning of the next rows, which are written afterwards. That is why rows come in
 * rising order, blocks of vectors in falling order, and the last rows of a unit go through a buffer.
 */
final class RowsWorker {
    private final RowsWeights weights;
    private final RowTiles tiles;
    private final RowsPlan plan;
    private final ExpandedPlanes ring;
    private final float[] stage;
    private final int[][] offsets;
    private final int[] to = new int[RowsWeights.WIDE];
    private final int[] staged = new int[RowsWeights.WIDE];
    private final int[] moved = new int[RowsWeights.WIDE];
    private final RowTable table;

    RowsWorker(RowsWeights weights, RowTiles tiles, RowsPlan plan, float[] ring) {
        this.weights = weights;
        this.tiles = tiles;
        this.plan = plan;
        this.ring = new ExpandedPlanes(weights, tiles, plan, ring);
        this.stage = new float[LargeArrays.ALIGNED + RowsWeights.WIDE * plan.slabVectors() * plan.lanes()];
        for (int c = 0; c < RowsWeights.WIDE; c++) {
            staged[c] = LargeArrays.ALIGNED + c * plan.slabVectors() * plan.lanes();
        }
        int depth = 0;
        for (AxisPhase p : weights.d()) {
            depth = Math.max(depth, p.count());
        }
        this.offsets = new int[weights.h().length][];
        int terms = 0;
        for (int r = 0; r < offsets.length; r++) {
            offsets[r] = new int[depth * weights.termsPerTapD(r)];
            terms += offsets[r].length;
        }
        this.table = new RowTable(offsets.length, terms);
    }

    long scratchBytes() {
        long tables = 0;
        for (int[] offset : offsets) {
            tables += offset.length;
        }
        return 4L * (ring.elements() + stage.length + tables) + table.bytes();
    }

    void run(Unit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (unit.c0() >= unit.c1()) {
            return;
        }
        int slab = plan.slabVectors();
        for (int v = (plan.vectors() - 1) / slab * slab; v >= 0; v -= slab) {
            ring.begin(src, unit, v);
            for (int od = unit.d0(); od < unit.d1(); od++) {
                int cell = od / plan.stride().d();
                ring.fill(cell);
                plane(unit, od, cell, v, block, dst, dstOffset);
            }
        }
    }

    private void plane(Unit unit, int od, int cell, int slab, OutputBlock block, float[] dst, int dstOffset) {
        int residue = od % plan.stride().d();
        AxisPhase depth = weights.d()[residue];
        int first = AxisTaps.first(depth, cell);
        int last = AxisTaps.last(depth, cell, plan.in().d());
        for (int r = 0; r < offsets.length; r++) {
            ring.offsets(cell, depth, first, last, weights.h()[r], offsets[r]);
            table.terms(r, offsets[r], (last - first) * weights.termsPerTapD(r));
        }
        int area = plan.out().h() * plan.out().w();
        int channelStep = block.planes() * area;
        int channel = unit.group() * weights.outPerGroup();
        int base = dstOffset
                + ((unit.n() - block.n0()) * block.channels() + channel - block.c0()) * channelStep
                + (od - block.d0()) * area;
        int end = Math.min(plan.vectors(), slab + plan.slabVectors());
        int step = plan.blockVectors();
        for (int v = slab + (end - slab - 1) / step * step; v >= slab; v -= step) {
            int vectors = Math.min(end, v + step) - v;
            for (int c = unit.c0(); c < unit.c1(); ) {
                int b = c / RowsWeights.WIDE;
                int behind = Math.min((b + 1) * RowsWeights.WIDE, weights.outPerGroup());
                boolean whole = c == b * RowsWeights.WIDE && behind <= unit.c1();
                int stored = whole ? behind - c : 1;
                for (int i = 0; i < RowsWeights.WIDE; i++) {
                    to[i] = base + (c + Math.min(i, stored - 1)) * channelStep;
                }
                rows(unit, residue, first, last - first, slab, v, vectors, c, stored, dst);
                c += stored;
            }
        }
    }

    /** All rows of the strip, for some vectors and channels whose planes begin at {@link #to}. */
    private void rows(
            Unit unit,
            int residueD,
            int firstTap,
            int taps,
            int slab,
            int v0,
            int vectors,
            int channel,
            int stored,
            float[] dst) {
        int sh = plan.stride().h();
        int width = plan.out().w();
        int lanes = plan.lanes();
        int rowEnd = Math.min(unit.h1() * sh, plan.out().h());
        int begin = v0 * lanes;
        int count = Math.min(vectors * lanes, width - begin);
        int wide = weights.width(channel / RowsWeights.WIDE);
        int channels = stored == 3 ? wide : stored;
        if (channels == 1 && plan.passes().length > 0) {
            for (int rh = 0; rh < sh; rh++) {
                strip(unit, residueD, rh, firstTap, taps, channel, wide, dst);
            }
            return;
        }
        if (channels == RowsWeights.WIDE
                && together(unit, residueD, firstTap, v0 - slab, v0, vectors, channel, stored, dst)) {
            return;
        }
        int[] base = Arrays.copyOf(to, channels);
        for (int oh = unit.h0() * sh; oh < rowEnd; oh++) {
            int from = ring.row(oh / sh - unit.h0()) + (v0 - slab) * lanes;
            int at = oh * width + begin;
            // A row's last vector may not reach beyond the strip: other threads write there.
            boolean direct = at + vectors * lanes <= rowEnd * width;
            if (direct) {
                for (int c = 0; c < channels; c++) {
                    to[c] = base[c] + at;
                }
            }
            int rh = oh % sh;
            row(
                    unit.group(),
                    residueD,
                    rh,
                    firstTap,
                    taps,
                    from,
                    vectors,
                    channel,
                    wide,
                    channels,
                    direct ? dst : stage,
                    direct ? to : staged);
            if (!direct) {
                for (int c = 0; c < stored; c++) {
                    System.arraycopy(stage, staged[c], dst, base[c] + at, count);
                }
            }
        }
    }

    /** All rows of the strip in one call, but for the last ones, which go through a buffer; false if there is no loop for it. */
    private boolean together(
            Unit unit,
            int residueD,
            int firstTap,
            int ahead,
            int v0,
            int vectors,
            int channel,
            int stored,
            float[] dst) {
        int sh = plan.stride().h();
        int width = plan.out().w();
        int begin = v0 * plan.lanes();
        int end = begin + vectors * plan.lanes();
        int block = channel / RowsWeights.WIDE;
        for (int r = 0; r < sh; r++) {
            table.panel(
                    r,
                    weights.panel(unit.group(), block, residueD, r, 0)
                            + firstTap * weights.termsPerTapD(r) * RowsWeights.WIDE * weights.unit());
        }
        int first = unit.h0() * sh;
        int rows = Math.min(unit.h1() * sh, plan.out().h()) - first;
        // A row's last vector may not reach beyond the strip: other threads write there.
        int direct = Math.max(0, rows + 1 - (end + width - 1) / width);
        for (int c = 0; c < to.length; c++) {
            to[c] += first * width + begin;
        }
        if (!call(ahead, 0, direct, vectors, unit, channel, stored, dst, to)) {
            for (int c = 0; c < to.length; c++) {
                to[c] -= first * width + begin;
            }
            return false;
        }
        for (int row = direct; row < rows; row++) {
            for (int c = 0; c < to.length; c++) {
                moved[c] = staged[c] - row * width;
            }
            call(ahead, row, row + 1, vectors, unit, channel, stored, stage, moved);
            for (int c = 0; c < stored; c++) {
                System.arraycopy(stage, staged[c], dst, to[c] + row * width, Math.min(end, width) - begin);
            }
        }
        return true;
    }

    private boolean call(
            int ahead,
            int first,
            int end,
            int vectors,
            Unit unit,
            int channel,
            int channels,
            float[] target,
            int[] at) {
        return tiles.rows(
                ring.elementsOf(),
                ring.row(0) + ahead * plan.lanes(),
                plan.rowStep(),
                first,
                end,
                vectors,
                table,
                weights.panels(),
                channels,
                weights.bias(),
                unit.group() * weights.blocks() * RowsWeights.WIDE + channel,
                target,
                plan.out().w(),
                at);
    }

    /** The rows of a residue along H that are their vectors and nothing else, of the one output channel of a group. */
    private void strip(
            Unit unit, int residueD, int residueH, int firstTap, int taps, int channel, int wide, float[] dst) {
        int sh = plan.stride().h();
        int width = plan.out().w();
        int first = unit.h0() * sh + residueH;
        int end = Math.min(unit.h1() * sh, plan.out().h());
        int perTap = weights.termsPerTapD(residueH);
        int pitch = wide * weights.unit();
        int panel = weights.panel(unit.group(), 0, residueD, residueH, 0) + firstTap * perTap * pitch;
        int cells = Math.max(0, (end - first + sh - 1) / sh);
        boolean done = tiles.pass(
                ring.elementsOf(),
                ring.row(0),
                cells * plan.vectors(),
                offsets[residueH],
                taps * perTap,
                weights.panels(),
                panel,
                pitch,
                weights.bias()[unit.group() * weights.blocks() * RowsWeights.WIDE],
                dst,
                to[0] + first * width,
                plan.passes());
        int base = to[0];
        for (int cell = 0; !done && cell < cells; cell++) {
            to[0] = base + (first + cell * sh) * width;
            row(
                    unit.group(),
                    residueD,
                    residueH,
                    firstTap,
                    taps,
                    ring.row(cell),
                    plan.vectors(),
                    channel,
                    wide,
                    1,
                    dst,
                    to);
        }
        to[0] = base;
    }

    /** One row: vectors of the same place in the period of patterns together. */
    private void row(
            int group,
            int residueD,
            int residueH,
            int firstTap,
            int taps,
            int from,
            int vectors,
            int channel,
            int wide,
            int channels,
            float[] dst,
            int[] at) {
        int lanes = plan.lanes();
        int period = weights.period();
        int perTap = weights.termsPerTapD(residueH);
        int block = channel / RowsWeights.WIDE;
        int pitch = wide * weights.unit();
        for (int place = 0; place < Math.min(period, vectors); place++) {
            int panel = weights.panel(group, block, residueD, residueH, place)
                    + firstTap * perTap * pitch
                    + channel % RowsWeights.WIDE * weights.unit();
            tiles.run(
                    ring.elementsOf(),
                    from + place * lanes,
                    period * lanes,
                    (vectors - place + period - 1) / period,
                    offsets[residueH],
                    taps * perTap,
                    weights.panels(),
                    panel,
                    pitch,
                    channels,
                    weights.bias(),
                    group * weights.blocks() * RowsWeights.WIDE + channel,
                    dst,
                    at,
                    place * lanes);
        }
    }
}
