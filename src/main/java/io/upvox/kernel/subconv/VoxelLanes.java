package io.upvox.kernel.subconv;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.kernel.tile.VoxelChains;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.Arrays;
import java.util.List;

/**
 * Voxels side by side, for plain Java: the compiler makes vectors of long loops over voxels.
 *
 * <p>A unit is one residue along D, some planes of cells, a strip of rows and a block of output channels. For each phase its
 * inputs are copied to one place, some terms at a time, and all channels of the block use them there. Rows of a strip are one
 * run with the positions between them; planes of a unit follow each other. A term whose plane does not exist for one of the
 * planes has zeros there, which changes no bits: a sum's sign of zero is lost with the bias.
 */
final class VoxelLanes implements Arrangement {
    private static final int CHANNELS = SubconvWeights.WIDE;
    /** Voxels below which loops are too short for it to be worth making more units. */
    private static final int SHORT = 256;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 3;

    private final SubconvWeights weights;
    private final PhaseTable phases;
    private final Slabs slabs;
    private final int[][] offsets;
    /** Planes and rows of cells of a unit. */
    private final int planes;

    private final int rows;

    VoxelLanes(SubconvWeights weights, ConvTranspose3dProblem problem, int threads) {
        this.weights = weights;
        this.phases = weights.phases();
        this.slabs = Slabs.of(phases, problem, 1, VoxelChains.RUN);
        this.offsets = slabs.offsets(phases);
        int sets = slabs.groups() > 1 ? slabs.volumes() : 1;
        int pairs = slabs.box().d() * (slabs.groups() > 1 ? 1 : slabs.volumes());
        int r = Math.min(slabs.box().h(), (VoxelChains.RUN - slabs.box().w()) / slabs.rowStep() + 1);
        int p = Math.min(pairs, VoxelChains.RUN / run(r, slabs.box().w()));
        long wanted = threads == 1 ? 1 : (long) UNITS_PER_THREAD * threads;
        long fixed = (long) slabs.stride().d() * sets * weights.blocks();
        while (p > 1
                && p * run(r, slabs.box().w()) > SHORT
                && fixed * count(pairs, p) * count(slabs.box().h(), r) < wanted) {
            p = (p + 1) / 2;
        }
        while (r > 1
                && run(r, slabs.box().w()) > SHORT
                && fixed * count(pairs, p) * count(slabs.box().h(), r) < wanted) {
            r = (r + 1) / 2;
        }
        this.planes = p;
        this.rows = r;
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    /** Voxels of a run of so many rows, with the positions between them. */
    private int run(int height, int width) {
        return (height - 1) * slabs.rowStep() + width;
    }

    @Override
    public Slabs slabs() {
        return slabs;
    }

    @Override
    public List<String> details() {
        return List.of(
                "voxels side by side, " + VoxelChains.TERMS + " terms at a time, plain Java",
                "units of " + planes + " planes by " + rows + " rows of cells by " + CHANNELS + " output channels");
    }

    /** The sums of all channels of a block and the inputs of some terms. */
    @Override
    public float[][] newScratch() {
        return VoxelChains.scratch(CHANNELS);
    }

    private int pairs(Slab slab) {
        return slabs.groups() > 1 ? slab.d() : slab.volumes() * slab.d();
    }

    @Override
    public int units(Slab slab, OutputBlock block) {
        int sets = slabs.groups() > 1 ? slab.volumes() : 1;
        return Math.multiplyExact(
                Math.multiplyExact(slabs.stride().d() * sets, count(pairs(slab), planes)),
                Math.multiplyExact(count(slab.h(), rows), weights.blocks()));
    }

    @Override
    public void run(float[] packed, Slab slab, OutputBlock block, int unit, float[][] scratch, float[] dst, int at) {
        int u = unit;
        int b = u % weights.blocks();
        u /= weights.blocks();
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
        int low = Math.max(block.c0() - firstChannel, b * CHANNELS);
        int high = Math.min(Math.min(block.c1() - firstChannel, weights.outPerGroup()), (b + 1) * CHANNELS);
        if (low < high) {
            UnitOfSlab part = new UnitOfSlab(packed, slab, block, group, residue, first, last, h, scratch);
            for (int rh = 0; rh < slabs.stride().h(); rh++) {
                for (int rw = 0; rw < slabs.stride().w(); rw++) {
                    part.sums(b, low, high, rh, rw);
                    part.store(b, low, high, rh, rw, dst, at);
                }
            }
        }
    }

    /** One unit: planes of pairs of volume and plane of cells, {@code first} to {@code last}. */
    private final class UnitOfSlab {
        private final float[] packed;
        private final Slab slab;
        private final OutputBlock block;
        private final int group;
        private final int residue;
        private final int h;
        private final int height;
        private final int run;
        /** The pairs whose plane is wanted, how many, and each one's taps along D. */
        private final int[] pairs;

        private final int[] firstTap;
        private final int[] lastTap;
        private final int used;
        private final float[][] scratch;

        UnitOfSlab(
                float[] packed,
                Slab slab,
                OutputBlock block,
                int group,
                int residue,
                int first,
                int last,
                int h,
                float[][] scratch) {
            this.packed = packed;
            this.slab = slab;
            this.block = block;
            this.group = group;
            this.residue = residue;
            this.h = h;
            this.height = Math.min(rows, slab.h() - h);
            this.run = run(height, slab.w());
            this.scratch = scratch;
            this.pairs = new int[last - first];
            this.firstTap = new int[last - first];
            this.lastTap = new int[last - first];
            AxisPhase depth = phases.d()[residue];
            int n = 0;
            for (int pair = first; pair < last; pair++) {
                int od = plane(pair) * slabs.stride().d() + residue;
                if (od >= block.d0() && od < block.d1()) {
                    pairs[n] = pair;
                    firstTap[n] = AxisTaps.first(depth, plane(pair));
                    lastTap[n++] = AxisTaps.last(depth, plane(pair), slabs.in().d());
                }
            }
            this.used = n;
        }

        private int plane(int pair) {
            return slab.d0() + pair % slab.d();
        }

        /** Sums of a phase, from channel {@code low} to {@code high}. */
        void sums(int b, int low, int high, int rh, int rw) {
            int phase = phases.index(residue, rh, rw);
            int perTap = phases.reductionPerTapD(rh, rw);
            int begin = Integer.MAX_VALUE;
            int end = 0;
            for (int p = 0; p < used; p++) {
                if (firstTap[p] < lastTap[p]) {
                    begin = Math.min(begin, firstTap[p] * perTap);
                    end = Math.max(end, lastTap[p] * perTap);
                }
            }
            // With channels that are not wanted but summed with others.
            int width = weights.width(b);
            int together = VoxelChains.CHANNELS;
            int from = (low - b * CHANNELS) / together * together;
            int until = (high - b * CHANNELS + together - 1) / together * together;
            for (int c = from; c < until; c++) {
                Arrays.fill(scratch[c], 0, used * run, 0f);
            }
            int panel = weights.panel(group, b, phase);
            for (int k = begin; k < end; k += VoxelChains.TERMS) {
                int terms = Math.min(VoxelChains.TERMS, end - k);
                for (int t = 0; t < terms; t++) {
                    gather(phase, k + t, perTap, VoxelChains.inputs(scratch, t));
                }
                VoxelChains.add(scratch, terms, weights.panels(), panel + k * width, width, from, until, used * run);
            }
        }

        /** Brings the inputs of a term together; zeros for planes without it. */
        private void gather(int phase, int term, int perTap, float[] inputs) {
            for (int p = 0; p < used; p++) {
                int at = p * run;
                if (term >= firstTap[p] * perTap && term < lastTap[p] * perTap) {
                    int pair = pairs[p];
                    int from = pair / slab.d() * slabs.volumeStep()
                            + slabs.plane(slab, pair % slab.d()) * slabs.planeStep()
                            + h * slabs.rowStep();
                    System.arraycopy(packed, from + offsets[phase][term], inputs, at, run);
                } else {
                    Arrays.fill(inputs, at, at + run, 0f);
                }
            }
        }

        /** From sums to the output. */
        void store(int b, int low, int high, int rh, int rw, float[] dst, int dstOffset) {
            int sh = slabs.stride().h();
            int sw = slabs.stride().w();
            int plane = slabs.out().h() * slabs.out().w();
            int channelStep = block.planes() * plane;
            int column = slab.w0() * sw + rw;
            int columns = Math.min(slab.w(), count(slabs.out().w() - column, sw));
            int firstRow = (slab.h0() + h) * sh + rh;
            int lines = Math.min(height, count(slabs.out().h() - firstRow, sh));
            for (int p = 0; p < used; p++) {
                int n = (slab.v0() + pairs[p] / slab.d()) / slabs.groups();
                int od = plane(pairs[p]) * slabs.stride().d() + residue;
                int base = dstOffset + ((n - block.n0()) * block.channels() - block.c0()) * channelStep;
                int row = base
                        + (od - block.d0()) * plane
                        + firstRow * slabs.out().w()
                        + column;
                for (int c = low; c < high; c++) {
                    int channel = group * weights.outPerGroup() + c;
                    int to = row + channel * channelStep;
                    for (int line = 0; line < lines; line++) {
                        store(
                                scratch[c - b * CHANNELS],
                                p * run + line * slabs.rowStep(),
                                weights.bias()[channel],
                                dst,
                                to + line * sh * slabs.out().w(),
                                sw,
                                columns);
                    }
                }
            }
        }

        private static void store(float[] sums, int from, float bias, float[] dst, int to, int step, int count) {
            for (int v = 0; v < count; v++) {
                dst[to + v * step] = sums[from + v] + bias;
            }
        }
    }
}
