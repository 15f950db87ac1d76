package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.List;

/** The loops around the microkernel: boxes shared among threads, then blocks of output channels, planes, rows, phases. */
final class SubconvBound implements BoundKernel {
    /** Below this a second thread costs more than it brings: waking it takes some 50 microseconds. */
    private static final long SMALL_MULTIPLY_ADDS = 12_500_000;

    private final SubconvWeights weights;
    private final PhaseTable phases;
    private final Microkernel microkernel;
    private final TensorShape in;
    private final TensorShape out;
    private final Dhw stride;
    private final Tiling tiling;
    private final InputPacking packing;
    private final int[][] offsets;
    private final int threads;
    private final float[][] inputs;
    private final float[][] rows;

    SubconvBound(SubconvWeights weights, Microkernel microkernel, ConvTranspose3dProblem problem, int threads) {
        this.weights = weights;
        this.phases = weights.phases();
        this.microkernel = microkernel;
        this.in = problem.input();
        this.out = problem.output();
        this.stride = problem.params().stride();
        this.threads = problem.multiplyAdds() < SMALL_MULTIPLY_ADDS ? 1 : threads;
        this.tiling = Tiling.of(phases, problem, this.threads);
        this.packing = new InputPacking(in, phases, tiling);
        this.offsets = offsets();
        this.inputs = new float[this.threads][tiling.packedElements(phases)];
        this.rows = new float[this.threads][Math.multiplyExact(rowVoxels(), SubconvWeights.WIDE)];
    }

    /** Output voxels of a box's row. */
    private int rowVoxels() {
        return Math.multiplyExact(tiling.box().w(), stride.w());
    }

    /** Where each term's input lies from a voxel's reference point in the packed box, a table a phase. */
    private int[][] offsets() {
        int[][] tables = new int[phases.count()][];
        Dhw box = tiling.input();
        Dhw low = tiling.low();
        int pitch = phases.channelPitch();
        for (AxisPhase pd : phases.d()) {
            for (AxisPhase ph : phases.h()) {
                for (AxisPhase pw : phases.w()) {
                    int[] table = new int[phases.reduction(pd.residue(), ph.residue(), pw.residue())];
                    int[] next = {0};
                    phases.forEachTerm(pd.residue(), ph.residue(), pw.residue(), (td, channel, th, tw) -> {
                        int plane = channel / pitch * box.d() + pd.offsets()[td] - low.d();
                        int row = plane * box.h() + ph.offsets()[th] - low.h();
                        int voxel = row * box.w() + pw.offsets()[tw] - low.w();
                        table[next[0]++] = voxel * pitch + channel % pitch;
                    });
                    tables[phases.index(pd.residue(), ph.residue(), pw.residue())] = table;
                }
            }
        }
        return tables;
    }

    @Override
    public long scratchBytes() {
        return 4L * threads * (inputs[0].length + rows[0].length);
    }

    @Override
    public List<String> details() {
        return List.of(
                phases.count() + " phases of stride " + stride + ", gathered; tile " + microkernel.tile(),
                "boxes of " + tiling.box() + " of " + tiling.cells() + " stride cells, inputs packed in blocks of "
                        + phases.channelPitch() + " channels",
                "order: box, " + SubconvWeights.WIDE + " output channels, plane, row, phase along W; " + threads
                        + " threads, scratch " + scratchBytes() + " bytes");
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(out) == 0) {
            return;
        }
        Dhw counts = tiling.counts();
        int firstGroup = block.c0() / weights.outPerGroup();
        int groups = (block.c1() - 1) / weights.outPerGroup() - firstGroup + 1;
        int firstBoxD = block.d0() / stride.d() / tiling.box().d();
        int boxesD = (block.d1() - 1) / stride.d() / tiling.box().d() - firstBoxD + 1;
        int perGroup = Math.multiplyExact(boxesD, Math.multiplyExact(counts.h(), counts.w()));
        int units = Math.multiplyExact(Math.multiplyExact(block.volumes(), groups), perGroup);
        IntraOpPool.shared().run(threads, units, (unit, worker) -> {
            int box = unit % perGroup;
            int rest = unit / perGroup;
            Dhw at = new Dhw(
                    (firstBoxD + box / counts.w() / counts.h()) * tiling.box().d(),
                    box / counts.w() % counts.h() * tiling.box().h(),
                    box % counts.w() * tiling.box().w());
            new BoxRun(src, block, dst, dstOffset, worker)
                    .run(block.n0() + rest / groups, firstGroup + rest % groups, at);
        });
    }

    /** One box of one volume and group, by one thread. */
    private final class BoxRun {
        private final float[] src;
        private final OutputBlock block;
        private final float[] dst;
        private final int dstOffset;
        private final float[] packed;
        private final float[] row;

        BoxRun(float[] src, OutputBlock block, float[] dst, int dstOffset, int worker) {
            this.src = src;
            this.block = block;
            this.dst = dst;
            this.dstOffset = dstOffset;
            this.packed = inputs[worker];
            this.row = rows[worker];
        }

        void run(int n, int group, Dhw cell) {
            Dhw low = tiling.low();
            packing.pack(
                    src,
                    n * in.c() + group * phases.inChannels(),
                    cell.d() + low.d(),
                    cell.h() + low.h(),
                    cell.w() + low.w(),
                    packed);
            int firstChannel = group * weights.outPerGroup();
            int c0 = Math.max(block.c0(), firstChannel) - firstChannel;
            int c1 = Math.min(block.c1(), firstChannel + weights.outPerGroup()) - firstChannel;
            for (int b = c0 / SubconvWeights.WIDE; b * SubconvWeights.WIDE < c1; b++) {
                int from = Math.max(c0, b * SubconvWeights.WIDE);
                int to = Math.min(c1, (b + 1) * SubconvWeights.WIDE);
                channels(n, group, b, from, to, cell);
            }
        }

        private void channels(int n, int group, int b, int c0, int c1, Dhw cell) {
            int od0 = Math.max(block.d0(), cell.d() * stride.d());
            int od1 = Math.min(block.d1(), (cell.d() + tiling.box().d()) * stride.d());
            int oh1 = Math.min(out.h(), (cell.h() + tiling.box().h()) * stride.h());
            for (int od = od0; od < od1; od++) {
                for (int oh = cell.h() * stride.h(); oh < oh1; oh++) {
                    row(group, b, od, oh, cell);
                    store(n, group * weights.outPerGroup(), b, c0, c1, od, oh, cell.w() * stride.w());
                }
            }
        }

        private void row(int group, int b, int od, int oh, Dhw cell) {
            int rd = od % stride.d();
            int rh = oh % stride.h();
            AxisPhase pd = phases.d()[rd];
            // Offsets rise, so the taps whose plane exists are a range.
            int qd = od / stride.d();
            int tap0 = 0;
            while (tap0 < pd.count() && qd + pd.offsets()[tap0] < 0) {
                tap0++;
            }
            int tap1 = pd.count();
            while (tap1 > tap0 && qd + pd.offsets()[tap1 - 1] >= in.d()) {
                tap1--;
            }
            int pitch = phases.channelPitch();
            Dhw box = tiling.input();
            int width = weights.width(b);
            int base = ((qd - cell.d()) * box.h() + oh / stride.h() - cell.h()) * box.w() * pitch;
            int ow1 = Math.min(out.w(), (cell.w() + tiling.box().w()) * stride.w());
            for (int rw = 0; rw < stride.w(); rw++) {
                int count = (ow1 - cell.w() * stride.w() - rw + stride.w() - 1) / stride.w();
                if (count <= 0) {
                    continue;
                }
                int phase = phases.index(rd, rh, rw);
                int perTap = phases.reductionPerTapD(rh, rw);
                microkernel.run(
                        packed,
                        base,
                        pitch,
                        offsets[phase],
                        tap0 * perTap,
                        tap1 * perTap,
                        weights.panels(),
                        weights.panel(group, b, phase),
                        width,
                        row,
                        rw * width,
                        stride.w() * width,
                        count);
            }
        }

        /** From voxel-major sums to rows of channels, with the bias. */
        private void store(int n, int groupChannel, int b, int c0, int c1, int od, int oh, int ow0) {
            int width = weights.width(b);
            int voxels = Math.min(out.w() - ow0, rowVoxels());
            int plane = out.h() * out.w();
            for (int c = c0; c < c1; c++) {
                float bias = weights.bias()[groupChannel + c];
                int channel = (n - block.n0()) * block.channels() + groupChannel + c - block.c0();
                int to = dstOffset + (channel * block.planes() + od - block.d0()) * plane + oh * out.w() + ow0;
                int from = c - b * SubconvWeights.WIDE;
                for (int v = 0; v < voxels; v++) {
                    dst[to + v] = row[from + v * width] + bias;
                }
            }
        }
    }
}
