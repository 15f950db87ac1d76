package io.upvox.kernel.subconv;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a problem is cut into slabs: parts whose packed input has a bounded size and is shared by all threads. A slab is a range
 * of volumes (a group of a sample) by a box of stride cells {@code q}: output {@code q*stride + residue} on each axis. Slabs
 * only decide what is computed together, never how.
 *
 * @param in input shape
 * @param out output shape
 * @param stride cells' size in outputs
 * @param groups of channels: volume v is group {@code v % groups} of sample {@code v / groups}
 * @param cells stride cells of the output on each axis
 * @param volumes of a slab at most
 * @param box cells of a slab on each axis at most
 * @param reach positions that a slab's input has more than cells on each axis
 * @param input extents of a slab's packed input: planes that the volume does not have are left out
 * @param low offset of the packed input's first position from the slab's first cell
 * @param pitch channels side by side in the packed input
 * @param blocks of so many channels
 */
record Slabs(
        TensorShape in,
        TensorShape out,
        Dhw stride,
        int groups,
        Dhw cells,
        int volumes,
        Dhw box,
        Dhw reach,
        Dhw input,
        Dhw low,
        int pitch,
        int blocks) {
    /** A slab: it stays in a core's outer caches between packing and use. */
    private static final long SLAB_BYTES = 6L << 20;
    /** Rows are cut before planes where so many positions are packed then, times those with planes cut. */
    private static final double FEWER = 0.75;

    /** One slab: volumes from {@code v0} to {@code v1}, cells from {@code d0, h0, w0}, {@code d, h, w} of them. */
    record Slab(int v0, int v1, int d0, int h0, int w0, int d, int h, int w) {
        int volumes() {
            return v1 - v0;
        }
    }

    /**
     * Cuts a problem.
     *
     * @param pitch channels side by side in the packed input
     * @param widest a row of cells is not wider than this
     */
    static Slabs of(PhaseTable phases, ConvTranspose3dProblem problem, int pitch, int widest) {
        TensorShape in = problem.input();
        TensorShape out = problem.output();
        Dhw stride = problem.params().stride();
        Dhw cells = out.extents().with(stride, (o, s) -> (o + s - 1) / s);
        Dhw low = new Dhw(AxisPhase.lowest(phases.d()), AxisPhase.lowest(phases.h()), AxisPhase.lowest(phases.w()));
        Dhw high = new Dhw(AxisPhase.highest(phases.d()), AxisPhase.highest(phases.h()), AxisPhase.highest(phases.w()));
        Dhw reach = high.with(low, (a, b) -> a - b);
        int blocks = (phases.inChannels() + pitch - 1) / pitch;
        long limit = SLAB_BYTES / 4 / pitch / blocks;
        int groups = problem.params().groups();
        int volumes = Math.max(1, Math.multiplyExact(in.n(), groups));
        Dhw box = new Dhw(cells.d(), cells.h(), Math.min(cells.w(), widest));
        while (volumes > 1 && volumes * input(box, reach, in).product() > limit) {
            volumes = (volumes + 1) / 2;
        }
        while (input(box, reach, in).product() > limit && (box.d() > 1 || box.h() > 1 || box.w() > 1)) {
            box = halved(box, reach, in);
        }
        Dhw input = input(box, reach, in);
        return new Slabs(in, out, stride, groups, cells, volumes, box, reach, input, low, pitch, blocks);
    }

    private static Dhw input(Dhw box, Dhw reach, TensorShape in) {
        return new Dhw(Math.min(box.d() + reach.d(), in.d()), box.h() + reach.h(), box.w() + reach.w());
    }

    /** Planes go first, since rows and their ends cost more, unless that saves little: volumes may have few planes. */
    private static Dhw halved(Dhw box, Dhw reach, TensorShape in) {
        Dhw planes = new Dhw((box.d() + 1) / 2, box.h(), box.w());
        Dhw rows = new Dhw(box.d(), (box.h() + 1) / 2, box.w());
        if (box.d() > 1 && (box.h() == 1 || perCell(rows, reach, in) >= FEWER * perCell(planes, reach, in))) {
            return planes;
        }
        return box.h() > 1 ? rows : new Dhw(box.d(), 1, (box.w() + 1) / 2);
    }

    /** Positions that are packed for each cell. */
    private static double perCell(Dhw box, Dhw reach, TensorShape in) {
        return input(box, reach, in).product() / (double) box.product();
    }

    /** The slabs that a block of the output takes. */
    List<Slab> covering(OutputBlock block) {
        List<Slab> slabs = new ArrayList<>();
        int perGroup = out.c() / groups;
        int g0 = block.c0() / perGroup;
        int g1 = (block.c1() - 1) / perGroup + 1;
        if (g1 - g0 == groups) {
            add(slabs, block, block.n0() * groups, block.n1() * groups);
        } else {
            for (int n = block.n0(); n < block.n1(); n++) {
                add(slabs, block, n * groups + g0, n * groups + g1);
            }
        }
        return slabs;
    }

    private void add(List<Slab> slabs, OutputBlock block, int v0, int v1) {
        int q0 = block.d0() / stride.d();
        int q1 = (block.d1() - 1) / stride.d() + 1;
        for (int v = v0; v < v1; v += volumes) {
            for (int d = q0; d < q1; d += box.d()) {
                for (int h = 0; h < cells.h(); h += box.h()) {
                    for (int w = 0; w < cells.w(); w += box.w()) {
                        slabs.add(new Slab(
                                v,
                                Math.min(v1, v + volumes),
                                d,
                                h,
                                w,
                                Math.min(box.d(), q1 - d),
                                Math.min(box.h(), cells.h() - h),
                                Math.min(box.w(), cells.w() - w)));
                    }
                }
            }
        }
    }

    /** The first plane of the volume that is packed for a slab. */
    int firstPlane(Slab slab) {
        return Math.max(0, slab.d0() + low.d());
    }

    /** Behind the last plane that is packed for a slab; not behind the first if the slab sees none. */
    int behindPlanes(Slab slab) {
        return Math.min(in.d(), slab.d0() + low.d() + slab.d() + reach.d());
    }

    /** Where a slab's plane of cells has its reference point in a packed volume, in planes: before it where some are left out. */
    int plane(Slab slab, int d) {
        return slab.d0() + low.d() + d - firstPlane(slab);
    }

    /** Distance of rows in the packed input. */
    int rowStep() {
        return input.w() * pitch;
    }

    /** Distance of planes in the packed input. */
    int planeStep() {
        return input.h() * rowStep();
    }

    /** Distance of blocks of channels in the packed input. */
    int blockStep() {
        return input.d() * planeStep();
    }

    /** Distance of volumes in the packed input. */
    int volumeStep() {
        return blocks * blockStep();
    }

    /** Elements of the packed input. */
    int elements() {
        return Math.multiplyExact(volumes, volumeStep());
    }

    /** Whether packed rows have no positions beyond the volume's on their axis, and lie side by side therefore. */
    boolean rowsTouch() {
        return reach.w() == 0;
    }

    /** Whether packed planes of a volume lie side by side likewise, and no plane lies beyond it. */
    boolean planesTouch() {
        return rowsTouch() && reach.h() == 0 && reach.d() == 0;
    }

    /** Where each term's input lies from a cell's reference point in the packed input, a table a phase. */
    int[][] offsets(PhaseTable phases) {
        int[][] tables = new int[phases.count()][];
        for (AxisPhase pd : phases.d()) {
            for (AxisPhase ph : phases.h()) {
                for (AxisPhase pw : phases.w()) {
                    int[] table = new int[phases.reduction(pd.residue(), ph.residue(), pw.residue())];
                    int[] next = {0};
                    phases.forEachTerm(pd.residue(), ph.residue(), pw.residue(), (td, channel, th, tw) -> {
                        int plane = (pd.offsets()[td] - low.d()) * planeStep();
                        int row = (ph.offsets()[th] - low.h()) * rowStep();
                        int voxel = (pw.offsets()[tw] - low.w()) * pitch;
                        table[next[0]++] = channel / pitch * blockStep() + plane + row + voxel + channel % pitch;
                    });
                    tables[phases.index(pd.residue(), ph.residue(), pw.residue())] = table;
                }
            }
        }
        return tables;
    }
}
