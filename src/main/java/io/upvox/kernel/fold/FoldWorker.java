package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/** What one thread does, in scratch memory of its own. */
final class FoldWorker {
    private final FoldWeights weights;
    private final FoldLoops loops;
    private final FoldPlan plan;
    private final ConvTranspose3dParams params;
    private final TensorShape in;
    private final TensorShape out;
    private final FoldPanel panel;
    private final float[] products;
    private final float[] sums;
    private final TileChoice tiles;
    private final int[] from;

    FoldWorker(FoldWeights weights, FoldLoops loops, FoldPlan plan) {
        this.weights = weights;
        this.loops = loops;
        this.plan = plan;
        this.params = plan.params();
        this.in = plan.in();
        this.out = plan.out();
        this.panel = new FoldPanel(plan.panelElements(), plan.step());
        this.products = new float[plan.productElements()];
        this.sums = new float[plan.sumElements()];
        this.tiles = new TileChoice(weights);
        this.from = new int[params.kernel().h() * params.kernel().w()];
    }

    long scratchBytes() {
        return 4L * ((long) plan.panelElements() + products.length + sums.length);
    }

    /** Computes one unit. */
    void run(FoldUnit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        new Pass(unit, src, block, dst, dstOffset).run();
    }

    /** One unit: its input planes in order, output planes begun before the first products and ended after the last. */
    private final class Pass {
        private final FoldUnit unit;
        private final float[] src;
        private final OutputBlock block;
        private final float[] dst;
        private final int dstOffset;
        private final int pitch;
        /** Output channels of the group that are wanted. */
        private final int output0;

        private final int output1;
        private int begun;
        private int ended;

        Pass(FoldUnit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
            this.unit = unit;
            this.src = src;
            this.block = block;
            this.dst = dst;
            this.dstOffset = dstOffset;
            this.pitch = unit.columns().pitch();
            int outputs = params.outChannelsPerGroup();
            this.output0 = Math.max(0, block.c0() - unit.group() * outputs);
            this.output1 = Math.min(outputs, block.c1() - unit.group() * outputs);
        }

        void run() {
            begun = unit.plane0();
            ended = unit.plane0();
            if (unit.rows().inputs() > 0 && unit.columns().inputs() > 0) {
                int stride = params.stride().d();
                int padding = params.paddingBegin().d();
                int reach = params.dilation().d() * (params.kernel().d() - 1);
                int low = Math.max(0, ceilDiv(unit.plane0() + padding - reach, stride));
                int high = Math.min(in.d(), Math.floorDiv(unit.plane1() - 1 + padding, stride) + 1);
                for (int id = low; id < high; id += plan.planes()) {
                    int last = Math.min(high, id + plan.planes());
                    end(id * stride - padding);
                    begin((last - 1) * stride - padding + reach + 1);
                    planes(id, last);
                }
            }
            end(unit.plane1());
        }

        /** Zeros for the sums of all output planes before one. */
        private void begin(int plane) {
            for (; begun < Math.min(plane, unit.plane1()); begun++) {
                int slot = slot(begun);
                Arrays.fill(sums, slot, slot + plan.slotStep(), 0f);
            }
        }

        /** Stores all output planes before one. */
        private void end(int plane) {
            for (; ended < Math.min(plane, unit.plane1()); ended++) {
                begin(ended + 1);
                store(ended);
            }
        }

        private int slot(int plane) {
            return FoldLoops.ALIGNED + plane % plan.slots() * plan.slotStep();
        }

        /** The output plane that an input plane reaches by a tap along D. */
        private int reached(int id, int kd) {
            return id * params.stride().d()
                    + kd * params.dilation().d()
                    - params.paddingBegin().d();
        }

        private boolean wanted(int plane) {
            return plane >= unit.plane0() && plane < unit.plane1();
        }

        /** Some input planes, block by block. */
        private void planes(int id0, int id1) {
            int kd0 = 0;
            int kd1 = params.kernel().d();
            while (kd0 < kd1 && reached(id1 - 1, kd0) < unit.plane0()) {
                kd0++;
            }
            while (kd1 > kd0 && reached(id0, kd1 - 1) >= unit.plane1()) {
                kd1--;
            }
            int inputs = params.inChannelsPerGroup();
            for (int r = unit.rows().first(); r < unit.rows().last(); r += plan.rows()) {
                int r1 = Math.min(unit.rows().last(), r + plan.rows());
                for (int kd = kd0; kd < kd1; kd += plan.depthTaps()) {
                    int until = Math.min(kd1, kd + plan.depthTaps());
                    tiles.choose(unit.group(), kd, until, output0, output1);
                    for (int c = 0; c < inputs; c += plan.channels()) {
                        int count = Math.min(plan.channels(), inputs - c);
                        if (kd == kd0 || count < inputs) {
                            copy(id0, id1, r, r1, c, count);
                        }
                        multiply((id1 - id0) * (r1 - r) * pitch, c, count);
                    }
                    clear(kd, until, (id1 - id0) * (r1 - r));
                    for (int id = id0; id < id1; id++) {
                        for (int k = kd; k < until; k++) {
                            if (wanted(reached(id, k))) {
                                fold(k, slot(reached(id, k)), r, r1, (id - id0) * (r1 - r));
                            }
                        }
                    }
                }
            }
        }

        private void copy(int id0, int id1, int r0, int r1, int c, int count) {
            int plane = in.h() * in.w();
            int channel = (unit.sample() * params.groups() + unit.group()) * params.inChannelsPerGroup() + c;
            int at = (channel * in.d() + id0) * plane
                    + r0 * in.w()
                    + unit.columns().first();
            panel.shape(id1 - id0, plane, r1 - r0, in.w(), unit.columns().inputs(), pitch);
            panel.set(src, at, in.d() * plane, count);
            loops.copy(panel);
        }

        private void multiply(int voxels, int c, int count) {
            int to = FoldLoops.ALIGNED + plan.lead();
            int step = plan.step();
            float[] x = panel.values();
            loops.multiply(x, FoldLoops.ALIGNED, step, voxels, tiles, c, count, products, to, step, c > 0);
        }

        /** Zeros where cells find products of the row before or behind theirs: these are of no cell. */
        private void clear(int kd0, int kd1, int rows) {
            int kw = params.kernel().w();
            for (AxisPhase pw : weights.phases().w()) {
                for (int tw = 0; tw < pw.count(); tw++) {
                    int before = unit.columns().spillBefore(pw.offsets()[tw]);
                    int behind = unit.columns().spillBehind(pw.offsets()[tw]);
                    if (before + behind == 0) {
                        continue;
                    }
                    for (int kd = kd0; kd < kd1; kd++) {
                        for (int output = output0; output < output1; output++) {
                            for (int kh = 0; kh < params.kernel().h(); kh++) {
                                int tap = tiles.rowOf(kd, output, kh * kw + pw.taps()[tw]);
                                int at = FoldLoops.ALIGNED + tap * plan.step() + plan.lead();
                                clear(at, rows, before, behind);
                            }
                        }
                    }
                }
            }
        }

        private void clear(int at, int rows, int before, int behind) {
            for (int column = -before; column < behind; column++) {
                int end = at + column + rows * pitch;
                for (int i = at + column; i <= end; i += pitch) {
                    products[i] = 0f;
                }
            }
        }

        /** Adds the products of rows r0 to r1 of one input plane and one tap along D, which begin at a row of the block. */
        private void fold(int kd, int slot, int r0, int r1, int blockRow) {
            for (int output = output0; output < output1; output++) {
                for (AxisPhase ph : weights.phases().h()) {
                    int at = slot
                            + output * plan.channelStep()
                            + ph.residue() * params.stride().w() * plan.phaseStep();
                    fold(kd, output, ph, at, r0, r1, blockRow);
                }
            }
        }

        /** The cells that take all their rows by the same taps are one run. */
        private void fold(int kd, int output, AxisPhase ph, int at, int r0, int r1, int blockRow) {
            int low = unit.rows().cell0();
            int high = unit.rows().cell1();
            int q = low;
            while (q < high) {
                int first = 0;
                int next = high;
                for (; first < ph.count() && q + ph.offsets()[first] < r0; first++) {
                    next = Math.min(next, r0 - ph.offsets()[first]);
                }
                int last = first;
                for (; last < ph.count() && q + ph.offsets()[last] < r1; last++) {
                    next = Math.min(next, r1 - ph.offsets()[last]);
                }
                if (first < last) {
                    run(kd, output, ph, first, last, at, q, next, blockRow - r0);
                } else if (last == 0) {
                    return;
                }
                q = next;
            }
        }

        /** Cells q0 to q1 of one residue along H take taps first to last. */
        private void run(
                int kd, int output, AxisPhase ph, int first, int last, int at, int q0, int q1, int rowOfInput0) {
            int kw = params.kernel().w();
            int count = (q1 - q0 - 1) * pitch + unit.columns().cells();
            for (AxisPhase pw : weights.phases().w()) {
                int runs = 0;
                for (int th = first; th < last; th++) {
                    int row = (q0 + ph.offsets()[th] + rowOfInput0) * pitch;
                    int column = unit.columns().cell0() - unit.columns().first();
                    for (int tw = 0; tw < pw.count(); tw++) {
                        int tap = tiles.rowOf(kd, output, ph.taps()[th] * kw + pw.taps()[tw]);
                        from[runs++] =
                                FoldLoops.ALIGNED + tap * plan.step() + plan.lead() + row + column + pw.offsets()[tw];
                    }
                }
                if (runs > 0) {
                    int to = at
                            + pw.residue() * plan.phaseStep()
                            + (q0 - unit.rows().cell0()) * pitch;
                    loops.add(products, from, runs, sums, to, count);
                }
            }
        }

        private void store(int plane) {
            int sh = params.stride().h();
            int sw = params.stride().w();
            int column0 = unit.columns().cell0() * sw;
            int columns = Math.min(unit.columns().cell1() * sw, out.w()) - column0;
            for (int output = output0; output < output1; output++) {
                int channel = unit.group() * params.outChannelsPerGroup() + output;
                int volume = (unit.sample() - block.n0()) * block.channels() + channel - block.c0();
                int base = dstOffset + (volume * block.planes() + plane - block.d0()) * out.h() * out.w() + column0;
                int cell0 = unit.rows().cell0();
                int end = Math.min(unit.rows().cell1() * sh, out.h());
                // Row after row, as they lie in memory.
                for (int row = cell0 * sh; row < end; row++) {
                    int at = slot(plane)
                            + output * plan.channelStep()
                            + row % sh * sw * plan.phaseStep()
                            + (row / sh - cell0) * pitch;
                    int to = base + row * out.w();
                    loops.interleave(sums, at, sw, plan.phaseStep(), columns, dst, to, weights.bias(channel));
                }
            }
        }
    }

    private static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }
}
