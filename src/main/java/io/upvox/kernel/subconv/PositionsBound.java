package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/**
 * Volumes so small that most taps of most outputs lie outside: output position by output position, each with just the taps that
 * it has, and the volumes of the batch side by side where elsewhere voxels are.
 *
 * <p>A unit is a plane of outputs, a block of output channels and some volumes.
 */
final class PositionsBound implements BoundKernel {
    private static final int PITCH = ChannelTiles.PITCH;
    /** Volumes of a unit: two tiles. */
    private static final int VOLUMES = 16;
    /** Sums of a unit; a plane that has more outputs is not small. */
    private static final int SUMS_BYTES = 1 << 20;
    /** What a term costs here, where each weight is read for fewer sums. */
    private static final double OVERHEAD = 1.2;
    /** Terms that the begin and end of a run cost. */
    private static final double RUN = 10;
    /** Voxels that the inner loop computes together at least. */
    private static final int TILE = 4;

    private final SubconvWeights weights;
    private final PositionWeights byPosition;
    private final Tiles tiles;
    private final TensorShape in;
    private final TensorShape out;
    private final Dhw stride;
    private final int groups;
    private final int threads;
    private final int volumes;
    private final int blocks;
    /** Distance of input positions, planes of 16 channels, and volumes' sums. */
    private final int step;

    private final int blockStep;
    private final int sumsStep;
    private final int[][] offsets;
    /** Where the sums of the outputs of a plane lie; the last address is repeated. */
    private final int[] addresses;

    private final float[] packed;
    private final float[][] sums;

    PositionsBound(
            SubconvWeights weights,
            PositionWeights byPosition,
            Tiles tiles,
            ConvTranspose3dProblem problem,
            int threads) {
        this.weights = weights;
        this.byPosition = byPosition;
        this.tiles = tiles;
        this.in = problem.input();
        this.out = problem.output();
        this.stride = problem.params().stride();
        this.groups = problem.params().groups();
        this.threads = threads;
        this.volumes = Math.max(1, Math.min(in.n(), VOLUMES));
        PhaseTable phases = weights.phases();
        this.blocks = (phases.inChannels() + PITCH - 1) / PITCH;
        this.step = (volumes + ChannelTiles.SLACK) * PITCH;
        this.blockStep = Math.toIntExact(in.d() * (long) in.h() * in.w() * step);
        this.sumsStep = out.h() * out.w() * step;
        this.offsets = offsets(phases);
        this.addresses = new int[out.h() * out.w() + PITCH - 1];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = Math.min(i, out.h() * out.w() - 1) * step;
        }
        this.packed = new float[Math.addExact(Math.multiplyExact(groups * blocks, blockStep), step)];
        this.sums = new float[threads][weights.wide() / PITCH * sumsStep];
    }

    /** Whether this way costs less than {@link ChannelLanes}. */
    static boolean pays(ConvTranspose3dProblem problem, SubconvWeights weights) {
        TensorShape in = problem.input();
        TensorShape out = problem.output();
        int volumes = Math.max(1, Math.min(in.n(), VOLUMES));
        long sums = 4L * weights.wide() * (volumes + ChannelTiles.SLACK) * out.h() * out.w();
        if (sums > SUMS_BYTES || 4L * in.elements() / Math.max(1, in.n()) * VOLUMES > 8 * SUMS_BYTES) {
            return false;
        }
        PhaseTable phases = weights.phases();
        int[] tapsH = taps(phases.h(), in.h(), out.h());
        int[] tapsW = taps(phases.w(), in.w(), out.w());
        int channels = phases.inChannels();
        int blocks = (channels + PITCH - 1) / PITCH;
        double here = 0;
        for (int h : tapsH) {
            for (int w : tapsW) {
                int runs = w > 1 && blocks > 1 ? blocks * h * w : Math.max(1, h);
                here += OVERHEAD * channels * h * w + RUN * runs;
            }
        }
        here *= (double) ((volumes + TILE - 1) / TILE * TILE) / volumes;
        boolean rowsTouch = AxisPhase.lowest(phases.w()) == AxisPhase.highest(phases.w());
        int cellsW = (out.w() + phases.w().length - 1) / phases.w().length;
        double columns = (cellsW + TILE - 1) / TILE * TILE;
        double there = 0;
        for (int o = 0; o < out.h(); o++) {
            int all = phases.h()[o % phases.h().length].count();
            int taps = rowsTouch ? all : tapsH[o];
            there += columns * problem.params().kernel().w() * channels * taps;
            there += taps == all ? 0 : columns * phases.w().length * RUN;
        }
        return here < there;
    }

    /** Taps of the outputs of an axis that lie inside. */
    private static int[] taps(AxisPhase[] phases, int in, int out) {
        int[] taps = new int[out];
        for (int o = 0; o < out; o++) {
            AxisPhase phase = phases[o % phases.length];
            int q = o / phases.length;
            taps[o] = AxisTaps.last(phase, q, in) - AxisTaps.first(phase, q);
        }
        return taps;
    }

    /** Where the inputs of a term lie, in the order of the weights. */
    private int[][] offsets(PhaseTable phases) {
        int[][] tables = new int[phases.count()][];
        for (AxisPhase pd : phases.d()) {
            for (AxisPhase ph : phases.h()) {
                for (AxisPhase pw : phases.w()) {
                    int[] table = new int[phases.reduction(pd.residue(), ph.residue(), pw.residue())];
                    phases.forEachTerm(pd.residue(), ph.residue(), pw.residue(), (td, channel, th, tw) -> {
                        int row = pd.offsets()[td] * in.h() + ph.offsets()[th];
                        int position = row * in.w() + pw.offsets()[tw];
                        int term = byPosition.term(ph.residue(), pw.residue(), td, th, tw) + channel;
                        table[term] = channel / PITCH * blockStep + position * step + channel % PITCH;
                    });
                    tables[phases.index(pd.residue(), ph.residue(), pw.residue())] = table;
                }
            }
        }
        return tables;
    }

    @Override
    public long scratchBytes() {
        return 4L * (packed.length + (long) threads * sums[0].length);
    }

    @Override
    public List<String> details() {
        return List.of(
                "volumes so small that most taps lie outside: output by output, " + volumes
                        + " volumes side by side, tile " + tiles.channels().tile(),
                "units of a plane by " + weights.wide() + " output channels, " + threads + " threads, scratch "
                        + scratchBytes() + " bytes");
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        int g0 = block.c0() / weights.outPerGroup();
        int g1 = (block.c1() + weights.outPerGroup() - 1) / weights.outPerGroup();
        int perPlane = weights.blocks() * (g1 - g0);
        for (int n = block.n0(); n < block.n1(); n += volumes) {
            int first = n;
            int count = Math.min(volumes, block.n1() - n);
            for (int g = g0; g < g1; g++) {
                pack(src, first, count, g);
            }
            IntraOpPool.shared().run(threads, Math.multiplyExact(perPlane, block.planes()), (unit, worker) -> {
                int group = g0 + unit % perPlane / weights.blocks();
                new Unit(
                                block,
                                first,
                                count,
                                group,
                                unit % weights.blocks(),
                                block.d0() + unit / perPlane,
                                sums[worker])
                        .run(dst, dstOffset);
            });
        }
    }

    private void pack(float[] src, int first, int count, int group) {
        int channels = weights.phases().inChannels();
        int positions = in.d() * in.h() * in.w();
        for (int c = 0; c < channels; c++) {
            int to = (group * blocks + c / PITCH) * blockStep + c % PITCH;
            for (int v = 0; v < count; v++) {
                int from = ((first + v) * in.c() + group * channels + c) * positions;
                for (int p = 0; p < positions; p++) {
                    packed[to + p * step + v * PITCH] = src[from + p];
                }
            }
        }
    }

    /** A plane of outputs, a block of channels, some volumes. */
    private final class Unit {
        private final OutputBlock block;
        private final int first;
        private final int count;
        private final int group;
        private final int b;
        private final int od;
        private final float[] to;

        Unit(OutputBlock block, int first, int count, int group, int b, int od, float[] to) {
            this.block = block;
            this.first = first;
            this.count = count;
            this.group = group;
            this.b = b;
            this.od = od;
            this.to = to;
        }

        void run(float[] dst, int dstOffset) {
            int begin = group * weights.outPerGroup() + b * weights.wide();
            int end = Math.min(begin + weights.wide(), (group + 1) * weights.outPerGroup());
            int low = Math.max(block.c0(), begin);
            int high = Math.min(block.c1(), end);
            if (low >= high) {
                return;
            }
            sums();
            int plane = out.h() * out.w();
            int channelStep = block.planes() * plane;
            for (int v = 0; v < count; v++) {
                int base = ((first + v - block.n0()) * block.channels() - block.c0()) * channelStep
                        + (od - block.d0()) * plane;
                for (int c = low; c < high; c = begin + ((c - begin) / PITCH + 1) * PITCH) {
                    int channels = Math.min(high - c, PITCH - (c - begin) % PITCH);
                    tiles.transposition()
                            .store(
                                    to,
                                    (c - begin) / PITCH * sumsStep + v * PITCH,
                                    addresses,
                                    0,
                                    plane,
                                    dst,
                                    dstOffset + base + c * channelStep,
                                    channelStep,
                                    (c - begin) % PITCH,
                                    channels,
                                    weights.bias(),
                                    c - (c - begin) % PITCH);
                }
            }
        }

        /**
         * Sums of all outputs, in the order in which the weights lie, since they are read from memory, once: the taps of later
         * outputs come first.
         */
        private void sums() {
            AxisPhase pd = weights.phases().d()[od % stride.d()];
            int d0 = AxisTaps.first(pd, od / stride.d());
            int d1 = AxisTaps.last(pd, od / stride.d(), in.d());
            for (int td = d0; td < d1; td++) {
                for (int oh = out.h() - 1; oh >= 0; oh--) {
                    for (int ow = out.w() - 1; ow >= 0; ow--) {
                        position(td, oh, ow, td > d0);
                    }
                }
            }
            if (d0 == d1) {
                Arrays.fill(to, 0f);
            }
        }

        /** Adds the terms of one tap along D to the sums of one output: a tap along H at once where it has one along W. */
        private void position(int td, int oh, int ow, boolean continues) {
            PhaseTable phases = weights.phases();
            AxisPhase ph = phases.h()[oh % stride.h()];
            AxisPhase pw = phases.w()[ow % stride.w()];
            int h0 = AxisTaps.first(ph, oh / stride.h());
            int h1 = AxisTaps.last(ph, oh / stride.h(), in.h());
            int w0 = AxisTaps.first(pw, ow / stride.w());
            int w1 = AxisTaps.last(pw, ow / stride.w(), in.w());
            int phase = phases.index(od % stride.d(), ph.residue(), pw.residue());
            int position = (od / stride.d() * in.h() + oh / stride.h()) * in.w() + ow / stride.w();
            int at = (oh * out.w() + ow) * step;
            int taps = (h1 - h0) * (w1 - w0);
            if (taps == 0) {
                if (!continues) {
                    run(phase, position, 0, 0, at, false);
                }
                return;
            }
            int channels = phases.inChannels();
            int piece = w1 - w0 == 1 ? channels : phases.channelPitch();
            // The taps of a row follow each other where all channels do.
            int side = piece == channels ? w1 - w0 : 1;
            for (int th = h0; th < h1; th++) {
                for (int c = 0; c < channels; c += piece) {
                    for (int tw = w0; tw < w1; tw += side) {
                        int k = byPosition.term(ph.residue(), pw.residue(), td, th, tw) + c;
                        boolean first = !continues && th == h0 && c == 0 && tw == w0;
                        run(phase, position, k, k + side * Math.min(piece, channels - c), at, !first);
                    }
                }
            }
        }

        private void run(int phase, int position, int from, int until, int at, boolean continues) {
            tiles.channels()
                    .run(
                            packed,
                            group * blocks * blockStep + position * step,
                            offsets[phase],
                            from,
                            until,
                            byPosition.panels(),
                            weights.panel(group, b, phase),
                            weights.width(b),
                            to,
                            at,
                            sumsStep,
                            count,
                            continues);
        }
    }
}
