package io.upvox.kernel.fold;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;

/** Products are kept until an output plane has all of its own, and then added up and stored while its sums are in cache. */
final class ProductsPass extends FoldPass {
    private final KeptProducts kept;
    /** Where the products of each tap along D begin of the output plane that is added up. */
    private final int[] depthBase;
    /** Where the products begin that were multiplied last. */
    private int now;

    ProductsPass(
            FoldWorker worker,
            KeptProducts kept,
            FoldUnit unit,
            float[] src,
            OutputBlock block,
            float[] dst,
            int dstOffset) {
        super(worker, unit, src, block, dst, dstOffset);
        this.kept = kept;
        depthBase = new int[params.kernel().d()];
    }

    @Override
    void run() {
        for (int id = low; id < high; id++) {
            plane(id);
        }
        for (int plane = unit.plane0(); plane < unit.plane1(); plane++) {
            if (!endsBy(plane, high)) {
                end(plane);
            }
        }
    }

    /** Multiplies one input plane, tap after tap along D, and ends the output planes of which it is the last. */
    private void plane(int id) {
        int r0 = unit.rows().first();
        int r1 = unit.rows().last();
        copy(id, id + 1, r0, r1, 0, params.inChannelsPerGroup());
        for (int kd = 0; kd < params.kernel().d(); kd++) {
            int plane = reached(id, kd);
            if (!wanted(plane)) {
                continue;
            }
            worker.tiles.choose(unit.group(), kd, kd + 1, output0, output1);
            now = base(id, kd);
            int firstRow = worker.tiles.firstRow() - kd * kept.rows();
            multiply(r1 - r0, 0, params.inChannelsPerGroup(), now + firstRow * plan.step());
            clear(kd, kd + 1, r1 - r0);
            if (kept.isLast(kd)) {
                end(plane);
            }
        }
    }

    /** Whether an output plane's last products are those of an input plane before one. */
    private boolean endsBy(int plane, int id) {
        AxisPhase pd = worker.weights.phases().d()[plane % params.stride().d()];
        if (pd.count() == 0) {
            return false;
        }
        int last = plane / params.stride().d() + pd.offsets()[pd.count() - 1];
        return last >= low && last < id;
    }

    /** Where the products of an input plane and a tap along D begin. */
    private int base(int id, int kd) {
        return worker.productsAt + plan.lead() + kept.place(id, kd) * kept.rows() * plan.step();
    }

    @Override
    int row(int kd, int output, int hw) {
        return now + rowOf(kd, output, hw);
    }

    private int rowOf(int kd, int output, int hw) {
        return (worker.weights.tiles().rowOf(kd, output, hw) - kd * kept.rows()) * plan.step();
    }

    /** Adds up and stores an output plane, band by band. */
    private void end(int plane) {
        AxisPhase pd = worker.weights.phases().d()[plane % params.stride().d()];
        int q = plane / params.stride().d();
        int first = 0;
        while (first < pd.count() && q + pd.offsets()[first] < low) {
            first++;
        }
        int last = first;
        while (last < pd.count() && q + pd.offsets()[last] < high) {
            depthBase[last] = base(q + pd.offsets()[last], pd.taps()[last]);
            last++;
        }
        for (int output = output0; output < output1; output++) {
            for (int q0 = unit.rows().cell0(); q0 < unit.rows().cell1(); q0 += kept.band()) {
                int q1 = Math.min(unit.rows().cell1(), q0 + kept.band());
                sum(pd, first, last, output, q0, q1);
                store(plane, output, worker.sumsAt, q0, q1);
            }
        }
    }

    /** Adds up a band, residue after residue: a run may write over the begin of the next one. */
    private void sum(AxisPhase pd, int first, int last, int output, int q0, int q1) {
        for (AxisPhase ph : worker.weights.phases().h()) {
            for (AxisPhase pw : worker.weights.phases().w()) {
                int phase = ph.residue() * params.stride().w() + pw.residue();
                int q = q0;
                while (q < q1) {
                    RowTaps taps = RowTaps.of(
                            ph, q, q1, unit.rows().first(), unit.rows().last());
                    int to = worker.sumsAt + phase * plan.phaseStep() + (q - q0) * pitch;
                    sum(pd, first, last, output, ph, taps, pw, to);
                    q = taps.cell1();
                }
            }
        }
    }

    private void sum(AxisPhase pd, int first, int last, int output, AxisPhase ph, RowTaps taps, AxisPhase pw, int to) {
        int kw = params.kernel().w();
        int column = unit.columns().cell0() - unit.columns().first();
        int runs = 0;
        for (int td = first; td < last; td++) {
            for (int th = taps.first(); th < taps.last(); th++) {
                int row = (taps.cell0() + ph.offsets()[th] - unit.rows().first()) * pitch;
                for (int tw = 0; tw < pw.count(); tw++) {
                    int tap = rowOf(pd.taps()[td], output, ph.taps()[th] * kw + pw.taps()[tw]);
                    worker.from[runs++] = depthBase[td] + tap + row + column + pw.offsets()[tw];
                }
            }
        }
        int count = (taps.cells() - 1) * pitch + unit.columns().cells();
        worker.loops.sum(worker.products, worker.from, runs, worker.sums, to, count);
    }
}
