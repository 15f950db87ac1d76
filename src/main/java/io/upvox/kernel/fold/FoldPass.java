package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/** One unit: its input planes in order, copied and multiplied, and what becomes of the products. */
abstract class FoldPass {
    final FoldWorker worker;
    final FoldPlan plan;
    final ConvTranspose3dParams params;
    final FoldUnit unit;
    final int pitch;
    /** Distance of rows of voxels when they are multiplied. */
    final int panelPitch;
    /** Output channels of the group that are wanted. */
    final int output0;

    final int output1;
    /** The input planes that reach wanted output planes. */
    final int low;

    final int high;

    private final TensorShape in;
    private final TensorShape out;
    private final float[] src;
    private final OutputBlock block;
    private final float[] dst;
    private final int dstOffset;

    FoldPass(FoldWorker worker, FoldUnit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        this.worker = worker;
        this.plan = worker.plan;
        this.params = plan.params();
        this.in = plan.in();
        this.out = plan.out();
        this.unit = unit;
        this.src = src;
        this.block = block;
        this.dst = dst;
        this.dstOffset = dstOffset;
        this.pitch = unit.columns().pitch();
        this.panelPitch = plan.dense() ? unit.columns().inputs() : pitch;
        int outputs = params.outChannelsPerGroup();
        this.output0 = Math.max(0, block.c0() - unit.group() * outputs);
        this.output1 = Math.min(outputs, block.c1() - unit.group() * outputs);
        int stride = params.stride().d();
        int padding = params.paddingBegin().d();
        int reach = params.dilation().d() * (params.kernel().d() - 1);
        boolean any = unit.rows().inputs() > 0 && unit.columns().inputs() > 0;
        this.low = any ? Math.max(0, -Math.floorDiv(reach - unit.plane0() - padding, stride)) : 0;
        this.high = any ? Math.min(in.d(), Math.floorDiv(unit.plane1() - 1 + padding, stride) + 1) : 0;
    }

    abstract void run();

    /** Where the products of a tap begin, of those multiplied last. */
    abstract int row(int kd, int output, int hw);

    /** The output plane that an input plane reaches by a tap along D. */
    final int reached(int id, int kd) {
        return id * params.stride().d()
                + kd * params.dilation().d()
                - params.paddingBegin().d();
    }

    final boolean wanted(int plane) {
        return plane >= unit.plane0() && plane < unit.plane1();
    }

    /** Copies rows r0 to r1 of input planes, and some channels, into the panel. */
    final void copy(int id0, int id1, int r0, int r1, int c, int count) {
        int plane = in.h() * in.w();
        int channel = (unit.sample() * params.groups() + unit.group()) * params.inChannelsPerGroup() + c;
        int at = (channel * in.d() + id0) * plane + r0 * in.w() + unit.columns().first();
        worker.panel.shape(id1 - id0, plane, r1 - r0, in.w(), unit.columns().inputs(), panelPitch);
        worker.panel.set(src, at, in.d() * plane, count);
        worker.loops.copy(worker.panel);
    }

    /**
     * Multiplies channels that are in the panel by the chosen tiles, whose first row begins at an index; the last channels
     * complete the products.
     */
    final void multiply(int rows, int c, int count, int to) {
        int step = plan.step();
        float[] x = worker.panel.values();
        float[] products = plan.dense() ? worker.dense : worker.products;
        int at = plan.dense() ? worker.denseAt : to;
        worker.loops.multiply(
                x, worker.panel.origin(), step, rows * panelPitch, worker.tiles, c, count, products, at, step, c > 0);
        if (plan.dense() && c + count == params.inChannelsPerGroup()) {
            bringApart(rows, to);
        }
    }

    /** Puts zeros between rows of products. */
    private void bringApart(int rows, int to) {
        int step = plan.step();
        for (int tap = 0; tap < worker.tiles.rows(); tap++) {
            int from = worker.denseAt + tap * step;
            int at = to + tap * step;
            Arrays.fill(worker.products, at, at + rows * pitch, 0f);
            worker.loops.copyRows(worker.dense, from, panelPitch, worker.products, at, pitch, rows, panelPitch);
        }
    }

    /** Zeros where cells find products of the row before or behind theirs: these are of no cell. */
    final void clear(int kd0, int kd1, int rows) {
        int kw = params.kernel().w();
        for (AxisPhase pw : worker.weights.phases().w()) {
            for (int tw = 0; tw < pw.count(); tw++) {
                int before = unit.columns().spillBefore(pw.offsets()[tw]);
                int behind = unit.columns().spillBehind(pw.offsets()[tw]);
                if (before + behind == 0) {
                    continue;
                }
                for (int kd = kd0; kd < kd1; kd++) {
                    for (int output = output0; output < output1; output++) {
                        for (int kh = 0; kh < params.kernel().h(); kh++) {
                            clear(row(kd, output, kh * kw + pw.taps()[tw]), rows, before, behind);
                        }
                    }
                }
            }
        }
    }

    private void clear(int at, int rows, int before, int behind) {
        float[] products = worker.products;
        for (int column = -before; column < behind; column++) {
            int end = at + column + rows * pitch;
            for (int i = at + column; i <= end; i += pitch) {
                products[i] = 0f;
            }
        }
    }

    /** Stores the rows of cells q0 to q1 of an output plane, whose sums begin at an index. */
    final void store(int plane, int output, int sumsAt, int q0, int q1) {
        int sh = params.stride().h();
        int sw = params.stride().w();
        int column0 = unit.columns().cell0() * sw;
        int columns = Math.min(unit.columns().cell1() * sw, out.w()) - column0;
        int channel = unit.group() * params.outChannelsPerGroup() + output;
        int volume = (unit.sample() - block.n0()) * block.channels() + channel - block.c0();
        int base = dstOffset + (volume * block.planes() + plane - block.d0()) * out.h() * out.w() + column0;
        float bias = worker.weights.bias(channel);
        int end = Math.min(q1 * sh, out.h());
        // Row after row, as they lie in memory.
        for (int row = q0 * sh; row < end; row++) {
            int at = sumsAt + row % sh * sw * plan.phaseStep() + (row / sh - q0) * pitch;
            int to = base + row * out.w();
            worker.loops.interleave(worker.sums, at, sw, plan.phaseStep(), columns, dst, to, bias);
        }
    }
}
