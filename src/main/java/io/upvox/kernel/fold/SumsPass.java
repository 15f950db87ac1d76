package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import java.util.Arrays;

/**
 * Products are added to sums as soon as they are there: output planes are begun before their first products and ended after
 * the last.
 */
final class SumsPass extends FoldPass {
    private int begun;
    private int ended;

    SumsPass(FoldWorker worker, FoldUnit unit, float[] src, OutputBlock block, float[] dst, int dstOffset) {
        super(worker, unit, src, block, dst, dstOffset);
    }

    @Override
    void run() {
        begun = unit.plane0();
        ended = unit.plane0();
        for (int id = low; id < high; id += plan.planes()) {
            int last = Math.min(high, id + plan.planes());
            end(reached(id, 0));
            begin(reached(last - 1, params.kernel().d() - 1) + 1);
            planes(id, last);
        }
        end(unit.plane1());
    }

    /** Zeros for the sums of all output planes before one. */
    private void begin(int plane) {
        for (; begun < Math.min(plane, unit.plane1()); begun++) {
            int slot = slot(begun);
            Arrays.fill(worker.sums, slot, slot + plan.slotStep(), 0f);
        }
    }

    /** Stores all output planes before one. */
    private void end(int plane) {
        for (; ended < Math.min(plane, unit.plane1()); ended++) {
            begin(ended + 1);
            for (int output = output0; output < output1; output++) {
                int at = slot(ended) + output * plan.channelStep();
                store(ended, output, at, unit.rows().cell0(), unit.rows().cell1());
            }
        }
    }

    private int slot(int plane) {
        return worker.sumsAt + plane % plan.slots() * plan.slotStep();
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
                worker.tiles.choose(unit.group(), kd, until, output0, output1);
                for (int c = 0; c < inputs; c += plan.channels()) {
                    int count = Math.min(plan.channels(), inputs - c);
                    if (kd == kd0 || count < inputs) {
                        copy(id0, id1, r, r1, c, count);
                    }
                    multiply((id1 - id0) * (r1 - r), c, count, worker.productsAt + plan.lead());
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

    @Override
    int row(int kd, int output, int hw) {
        return worker.productsAt + plan.lead() + worker.tiles.rowOf(kd, output, hw) * plan.step();
    }

    /** Adds the products of rows r0 to r1 of one input plane and one tap along D, which begin at a row of the block. */
    private void fold(int kd, int slot, int r0, int r1, int blockRow) {
        for (int output = output0; output < output1; output++) {
            for (AxisPhase ph : worker.weights.phases().h()) {
                int at = slot
                        + output * plan.channelStep()
                        + ph.residue() * params.stride().w() * plan.phaseStep();
                int q = unit.rows().cell0();
                while (q < unit.rows().cell1()) {
                    RowTaps taps = RowTaps.of(ph, q, unit.rows().cell1(), r0, r1);
                    if (taps.count() > 0) {
                        run(kd, output, ph, taps, at, blockRow - r0);
                    }
                    q = taps.cell1();
                }
            }
        }
    }

    private void run(int kd, int output, AxisPhase ph, RowTaps taps, int at, int rowOfInput0) {
        int kw = params.kernel().w();
        int count = (taps.cells() - 1) * pitch + unit.columns().cells();
        int column = unit.columns().cell0() - unit.columns().first();
        for (AxisPhase pw : worker.weights.phases().w()) {
            int runs = 0;
            for (int th = taps.first(); th < taps.last(); th++) {
                int row = (taps.cell0() + ph.offsets()[th] + rowOfInput0) * pitch;
                for (int tw = 0; tw < pw.count(); tw++) {
                    int tap = row(kd, output, ph.taps()[th] * kw + pw.taps()[tw]);
                    worker.from[runs++] = tap + row + column + pw.offsets()[tw];
                }
            }
            if (runs > 0) {
                int to = at
                        + pw.residue() * plan.phaseStep()
                        + (taps.cell0() - unit.rows().cell0()) * pitch;
                worker.loops.add(worker.products, worker.from, runs, worker.sums, to, count);
            }
        }
    }
}
