package io.upvox.kernel.subconv;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Output channels side by side, for layers that have many: inputs in blocks of 16 channels, weights as vectors, voxels
 * broadcast.
 *
 * <p>A unit is one residue along D, some planes of cells, a strip of rows and some blocks of output channels. Its sums stay in
 * scratch memory while the reduction passes in pieces whose weights fit a core's first cache; then they are transposed into
 * the output.
 */
final class ChannelLanes implements Arrangement {
    private static final int PITCH = ChannelTiles.PITCH;
    /** Terms whose weights, 128 KiB for 32 channels, stay in the second cache while all voxels of the unit pass. */
    private static final int TERMS = 1024;
    /** Sums of a unit: they stay in a core's second cache. */
    private static final int SUMS_BYTES = 512 << 10;
    /** Voxels of a unit that make good use of each weight read. */
    private static final int VOXELS = 256;
    /**
     * Voxels of a unit that are enough for threads to share planes rather than output channels: then each packs most of what it
     * reads.
     */
    private static final int LEAST_VOXELS = 64;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 3;

    private final SubconvWeights weights;
    private final @Nullable PhasePairs pairs;
    private final PhaseTable phases;
    private final Tiles tiles;
    private final Slabs slabs;
    private final int[][] offsets;
    /** Planes of cells, rows of cells and blocks of output channels of a unit. */
    private final int planes;

    private final int rows;
    private final int blocks;
    /** Voxels of a run, rows of a run: all rows of a strip where packed rows touch. */
    private final boolean flat;
    /** Whether a run goes on through the planes of a volume: where these touch too. */
    private final boolean deep;

    private final int runStep;
    private final int pairStep;
    /** Sums that lie between those of two volumes where runs go through planes. */
    private final int gap;

    private final int phaseStep;
    private final int blockStep;
    private final int[] voxels;

    ChannelLanes(
            SubconvWeights weights,
            @Nullable PhasePairs pairs,
            Tiles tiles,
            ConvTranspose3dProblem problem,
            int threads) {
        this.weights = weights;
        this.pairs = pairs;
        this.phases = weights.phases();
        this.tiles = tiles;
        int rowBytes = 4 * weights.wide() * phases.h().length * phases.w().length;
        this.slabs = Slabs.of(phases, problem, PITCH, Math.max(1, SUMS_BYTES / rowBytes));
        this.offsets = slabs.offsets(phases);
        this.flat = slabs.rowsTouch();
        int phasesHw = slabs.stride().h() * slabs.stride().w();
        int width = slabs.box().w();
        int sets = slabs.groups() > 1 ? slabs.volumes() : 1;
        int planePairs = slabs.groups() > 1
                ? slabs.box().d()
                : slabs.volumes() * slabs.box().d();
        int plane = slabs.box().h() * width;
        int p = Math.max(1, Math.min(planePairs, VOXELS / plane));
        int r = slabs.box().h();
        long blockBytes = 4L * weights.wide() * phasesHw;
        while (r > 1 && blockBytes * p * r * width > SUMS_BYTES) {
            r = (r + 1) / 2;
        }
        int b = (int) Math.max(1, Math.min(weights.blocks(), SUMS_BYTES / (blockBytes * p * r * width)));
        long wanted = threads == 1 ? 1 : (long) UNITS_PER_THREAD * threads;
        long fixed = (long) slabs.stride().d() * sets;
        while (p > 1
                && (p + 1) / 2 * plane >= LEAST_VOXELS
                && (long) sets * count(planePairs, p) * count(slabs.box().h(), r) < threads) {
            p = (p + 1) / 2;
        }
        while (b > 1
                && fixed * count(planePairs, p) * count(slabs.box().h(), r) * count(weights.blocks(), b) < wanted) {
            b = (b + 1) / 2;
        }
        while (p > 1
                && fixed * count(planePairs, p) * count(slabs.box().h(), r) * count(weights.blocks(), b) < wanted) {
            p = (p + 1) / 2;
        }
        while (r > 1
                && r * width > VOXELS / 2
                && fixed * count(planePairs, p) * count(slabs.box().h(), r) * count(weights.blocks(), b) < wanted) {
            r = (r + 1) / 2;
        }
        this.planes = p;
        this.rows = r;
        this.blocks = b;
        int slack = ChannelTiles.SLACK + (pairs == null ? 0 : PhasePairs.REACH);
        this.runStep = ((flat ? r * width : width) + slack) * PITCH;
        this.deep = flat && r == slabs.box().h() && slabs.planesTouch();
        this.pairStep = deep ? plane * PITCH : (flat ? 1 : r) * runStep;
        this.gap = deep ? slack * PITCH : 0;
        this.phaseStep = p * (pairStep + gap);
        this.blockStep = Math.multiplyExact(phasesHw, phaseStep);
        this.voxels = voxels();
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    /** Where the sums of the output voxels of a strip lie, in the order of the output. */
    private int[] voxels() {
        int sh = slabs.stride().h();
        int sw = slabs.stride().w();
        int columns = columns(0);
        int[] table = new int[rows * sh * columns + PITCH - 1];
        int next = 0;
        for (int oh = 0; oh < rows * sh; oh++) {
            for (int ow = 0; ow < columns; ow++) {
                int row = flat ? oh / sh * slabs.box().w() * PITCH : oh / sh * runStep;
                table[next++] = (oh % sh * sw + ow % sw) * phaseStep + row + ow / sw * PITCH;
            }
        }
        Arrays.fill(table, next, table.length, table[next - 1]);
        return table;
    }

    /** Output columns of a slab that begins at a cell. */
    private int columns(int w0) {
        int sw = slabs.stride().w();
        return Math.min(slabs.box().w() * sw, slabs.out().w() - w0 * sw);
    }

    @Override
    public Slabs slabs() {
        return slabs;
    }

    @Override
    public List<String> details() {
        return List.of(
                "output channels side by side, tile " + tiles.channels().tile() + ", weights in pieces of " + TERMS
                        + " terms",
                "units of " + planes + " planes by " + rows + " rows of cells by " + blocks * weights.wide()
                        + " output channels");
    }

    @Override
    public float[][] newScratch() {
        return new float[1][Math.addExact(Math.multiplyExact(weights.wide() / PITCH * blocks, blockStep), 2 * PITCH)];
    }

    /** The pairs of a block's phases; null if they are summed one by one. */
    private @Nullable PhasePairs pairs(int b) {
        return weights.width(b) == PhasePairs.NARROW ? pairs : null;
    }

    private int sets(Slab slab) {
        return slabs.groups() > 1 ? slab.volumes() : 1;
    }

    private int pairs(Slab slab) {
        return slabs.groups() > 1 ? slab.d() : slab.volumes() * slab.d();
    }

    @Override
    public int units(Slab slab, OutputBlock block) {
        return Math.multiplyExact(
                Math.multiplyExact(slabs.stride().d() * sets(slab), count(pairs(slab), planes)),
                Math.multiplyExact(count(slab.h(), rows), count(weights.blocks(), blocks)));
    }

    @Override
    public void run(float[] packed, Slab slab, OutputBlock block, int unit, float[][] scratch, float[] dst, int at) {
        int u = unit;
        int channels = count(weights.blocks(), blocks);
        int b0 = u % channels * blocks;
        u /= channels;
        int strips = count(slab.h(), rows);
        int h = u % strips * rows;
        u /= strips;
        int residue = u % slabs.stride().d();
        u /= slabs.stride().d();
        int perSet = count(pairs(slab), planes);
        int first = u / perSet * pairs(slab) + u % perSet * planes;
        int last = Math.min(first + planes, (u / perSet + 1) * pairs(slab));
        int group = (slab.v0() + first / slab.d()) % slabs.groups();
        int firstChannel = group * weights.outPerGroup();
        int low = Math.max(block.c0() - firstChannel, b0 * weights.wide());
        int high = Math.min(Math.min(block.c1() - firstChannel, weights.outPerGroup()), (b0 + blocks) * weights.wide());
        if (low >= high) {
            return;
        }
        UnitOfSlab part = new UnitOfSlab(packed, slab, block, group, residue, first, last, h, scratch[0]);
        int end = count(high, weights.wide());
        for (int b = Math.max(b0, low / weights.wide()); b < end; b++) {
            PhasePairs paired = pairs(b);
            for (int rh = 0; rh < slabs.stride().h(); rh++) {
                for (int rw = 0; rw < slabs.stride().w(); rw++) {
                    if (paired == null || !paired.isSecond(rw)) {
                        part.sums(b, ChannelTiles.ALIGNED + (b - b0) * weights.wide() / PITCH * blockStep, rh, rw);
                    }
                }
            }
        }
        part.store(b0, low, high, dst, at);
    }

    /**
     * Weights of a run, and the cells of a plane that it is for: those that have outputs of the phase.
     *
     * @param weights holds the panel
     * @param at where it begins
     * @param width channels of it
     * @param blockStep distance between the sums of blocks of 16 of them
     * @param rows rows of cells
     * @param columns cells of a row
     * @param further cells that the run is longer than that
     */
    private record Panel(float[] weights, int at, int width, int blockStep, int rows, int columns, int further) {}

    /** One unit: planes of pairs of volume and plane of cells, {@code first} to {@code last}. */
    private final class UnitOfSlab {
        private final float[] packed;
        private final Slab slab;
        private final OutputBlock block;
        private final int group;
        private final int residue;
        private final int first;
        private final int last;
        private final int h;
        private final int height;
        private final float[] sums;

        UnitOfSlab(
                float[] packed,
                Slab slab,
                OutputBlock block,
                int group,
                int residue,
                int first,
                int last,
                int h,
                float[] sums) {
            this.packed = packed;
            this.slab = slab;
            this.block = block;
            this.group = group;
            this.residue = residue;
            this.first = first;
            this.last = last;
            this.h = h;
            this.height = Math.min(rows, slab.h() - h);
            this.sums = sums;
        }

        private int plane(int pair) {
            return slab.d0() + pair % slab.d();
        }

        private boolean wanted(int pair) {
            int od = plane(pair) * slabs.stride().d() + residue;
            return od >= block.d0() && od < block.d1();
        }

        /** The pair behind those that a run takes. */
        private int behind(int pair) {
            int next = pair + 1;
            while (deep
                    && next < last
                    && next % slab.d() > 0
                    && wanted(pair) == wanted(next)
                    && taps(pair) == taps(next)) {
                next++;
            }
            return next;
        }

        /** Taps along D that reach a pair; with planes that touch they are the same if they are as many. */
        private int taps(int pair) {
            AxisPhase depth = phases.d()[residue];
            return AxisTaps.last(depth, plane(pair), slabs.in().d()) - AxisTaps.first(depth, plane(pair));
        }

        /** Where the sums of a pair lie: runs may write a little beyond their end. */
        private int sumsAt(int pair) {
            return (pair - first) * pairStep + (pair / slab.d() - first / slab.d()) * gap;
        }

        /** Sums of a block of channels and a phase, a piece of the reduction at a time. */
        void sums(int b, int to, int rh, int rw) {
            int phase = phases.index(residue, rh, rw);
            int perTap = phases.reductionPerTapD(rh, rw);
            int terms = offsets[phase].length;
            Panel panel = panel(b, phase, rh, rw);
            int at = to + (rh * slabs.stride().w() + rw) * phaseStep;
            AxisPhase depth = phases.d()[residue];
            RowTerms[] perRow = terms(rh, rw, panel.rows());
            for (int k = 0; k < Math.max(1, terms); k += TERMS) {
                for (int pair = first; pair < last; pair = behind(pair)) {
                    int begin = AxisTaps.first(depth, plane(pair)) * perTap;
                    int end = AxisTaps.last(depth, plane(pair), slabs.in().d()) * perTap;
                    int from = Math.max(k, begin);
                    int until = Math.min(k + TERMS, end);
                    boolean seen = wanted(pair) && taps(pair) > 0;
                    if (seen && (from < until || (k == 0 && begin == end))) {
                        runs(pair, phase, perRow, from, Math.max(from, until), panel, at, from > begin);
                    }
                }
            }
        }

        private Panel panel(int b, int phase, int rh, int rw) {
            int sh = slabs.stride().h();
            int sw = slabs.stride().w();
            int lines = Math.min(height, count(slabs.out().h() - rh, sh) - slab.h0() - h);
            int columns = Math.min(slab.w(), count(slabs.out().w() - rw, sw) - slab.w0());
            PhasePairs paired = pairs(b);
            if (paired == null || !paired.isFirst(rw)) {
                int at = weights.panel(group, b, phase);
                return new Panel(weights.panels(), at, weights.width(b), blockStep, lines, columns, 0);
            }
            // The second phase, whose residue is larger, has no more cells.
            int shift = paired.shift(rw);
            int step = (paired.second(rw) - rw) * phaseStep - shift * PITCH;
            int at = paired.panel(group, phase);
            return new Panel(paired.panels(), at, SubconvWeights.WIDE, step, lines, columns, shift);
        }

        /** The terms of each row of cells; none where a run takes all rows, or there are no terms. */
        private RowTerms[] terms(int rh, int rw, int lines) {
            RowTerms[] terms = new RowTerms[flat || phases.reductionPerTapD(rh, rw) == 0 ? 0 : lines];
            Arrays.setAll(
                    terms,
                    row -> new RowTerms(
                            phases, rh, rw, slab.h0() + h + row, slabs.in().h()));
            return terms;
        }

        private void runs(
                int pair, int phase, RowTerms[] terms, int from, int until, Panel panel, int to, boolean continues) {
            int base = pair / slab.d() * slabs.volumeStep()
                    + slabs.plane(slab, pair % slab.d()) * slabs.planeStep()
                    + h * slabs.rowStep();
            int at = to + sumsAt(pair);
            if (terms.length == 0) {
                int lines = deep ? (behind(pair) - pair) * height : panel.rows();
                int voxels = flat ? lines * slabs.box().w() : panel.columns();
                for (int row = 0; row < (flat ? 1 : panel.rows()); row++) {
                    run(phase, base + row * slabs.rowStep(), from, until, panel, at + row * runStep, voxels, continues);
                }
            }
            for (int row = 0; row < terms.length; row++) {
                int x = base + row * slabs.rowStep();
                ranges(phase, x, terms[row], from, until, panel, at + row * runStep, continues);
            }
        }

        /** The ranges of terms that a row sees; the sums are set even if there are none. */
        private void ranges(
                int phase, int base, RowTerms terms, int from, int until, Panel panel, int to, boolean continues) {
            boolean set = continues;
            for (int k = terms.begin(from); k < until; ) {
                int end = Math.min(until, terms.end(k));
                run(phase, base, k, end, panel, to, panel.columns(), set);
                set = true;
                k = end < until ? terms.begin(end) : until;
            }
            if (!set) {
                run(phase, base, from, from, panel, to, panel.columns(), false);
            }
        }

        private void run(int phase, int base, int from, int until, Panel panel, int to, int voxels, boolean continues) {
            tiles.channels()
                    .run(
                            packed,
                            base,
                            offsets[phase],
                            from,
                            until,
                            panel.weights(),
                            panel.at(),
                            panel.width(),
                            sums,
                            to,
                            panel.blockStep(),
                            voxels + panel.further(),
                            continues);
        }

        /** From sums to the output; what no tap reaches is all bias. */
        void store(int b0, int low, int high, float[] dst, int dstOffset) {
            int ow0 = slab.w0() * slabs.stride().w();
            int oh0 = (slab.h0() + h) * slabs.stride().h();
            int oh1 = Math.min(slabs.out().h(), oh0 + height * slabs.stride().h());
            int columns = columns(0);
            int here = columns(slab.w0());
            int plane = slabs.out().h() * slabs.out().w();
            int channelStep = block.planes() * plane;
            for (int pair = first; pair < last; pair++) {
                if (!wanted(pair)) {
                    continue;
                }
                int n = (slab.v0() + pair / slab.d()) / slabs.groups();
                int od = plane(pair) * slabs.stride().d() + residue;
                int base = dstOffset + ((n - block.n0()) * block.channels() - block.c0()) * channelStep;
                int row = base + (od - block.d0()) * plane + oh0 * slabs.out().w() + ow0;
                for (int c = low; c < high; c = (c / PITCH + 1) * PITCH) {
                    int count = Math.min(high, (c / PITCH + 1) * PITCH) - c;
                    int channel = group * weights.outPerGroup() + c;
                    int from = ChannelTiles.ALIGNED + (c - b0 * weights.wide()) / PITCH * blockStep + sumsAt(pair);
                    int biasAt = channel - c % PITCH;
                    int to = row + channel * channelStep;
                    if (taps(pair) == 0) {
                        for (int i = 0; i < count; i++) {
                            fill(dst, to + i * channelStep, oh1 - oh0, here, weights.bias()[channel + i]);
                        }
                    } else if (here == slabs.out().w()) {
                        store(from, 0, (oh1 - oh0) * here, dst, to, channelStep, c % PITCH, count, biasAt);
                    } else {
                        for (int oh = oh0; oh < oh1; oh++) {
                            int line = to + (oh - oh0) * slabs.out().w();
                            store(from, (oh - oh0) * columns, here, dst, line, channelStep, c % PITCH, count, biasAt);
                        }
                    }
                }
            }
        }

        private void fill(float[] dst, int to, int lines, int columns, float bias) {
            int step = slabs.out().w();
            if (columns == step) {
                Arrays.fill(dst, to, to + lines * step, bias);
            } else {
                for (int line = 0; line < lines; line++) {
                    Arrays.fill(dst, to + line * step, to + line * step + columns, bias);
                }
            }
        }

        private void store(
                int from,
                int voxel,
                int count,
                float[] dst,
                int to,
                int channelStep,
                int channel,
                int channels,
                int biasAt) {
            tiles.transposition()
                    .store(
                            sums,
                            from,
                            voxels,
                            voxel,
                            count,
                            dst,
                            to,
                            channelStep,
                            channel,
                            channels,
                            weights.bias(),
                            biasAt);
        }
    }
}
