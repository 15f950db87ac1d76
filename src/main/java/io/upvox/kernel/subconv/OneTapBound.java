package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/**
 * Kernels equal to their stride: every output has one tap, so nothing is shared between neighbours. A unit spreads the inputs of
 * some rows of a plane into panels, and writes everything that comes of them, some output channels at a time: all rows of these
 * before the next ones, because many pages written at once cost more than reading the panels again.
 */
final class OneTapBound implements BoundKernel {
    private static final int VECTORS = OneTapTiles.VECTORS;
    private static final int CHANNELS = OneTapTiles.CHANNELS;
    /** The panels of a unit stay in the second cache, with room for the output that passes. */
    private static final int PANEL_BYTES = 512 << 10;
    /** Elements between the panels of two tiles, so that the same term of many tiles is not in the same set of a cache. */
    private static final int GAP = 64;
    /**
     * Tiles of an output row at most that are written before those of the next: a core writes two rows that lie side by side
     * by turns much slower, but panels are read again for each row, from the second cache where they are many.
     */
    private static final int AT_ONCE = 4;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 4;

    private final SubconvWeights weights;
    private final OneTapWeights pairs;
    private final OneTapTiles tiles;
    private final TensorShape in;
    private final TensorShape out;
    private final Dhw stride;
    private final int groups;
    private final int threads;
    private final int channels;
    /** Inputs of a row, of a vector and vectors of a row: where rows touch in the output, a plane is one row. */
    private final int columns;

    private final int span;
    private final int ofRow;
    /** Vectors of a plane. */
    private final int vectors;
    /** Tiles of a unit: consecutive ones of a plane. */
    private final int unitTiles;

    /** Tiles of a row that are written before those of the next. */
    private final int atOnce;

    private final int panelStep;
    private final float[][] panels;

    OneTapBound(
            SubconvWeights weights,
            OneTapWeights pairs,
            OneTapTiles tiles,
            ConvTranspose3dProblem problem,
            int threads) {
        this.weights = weights;
        this.pairs = pairs;
        this.tiles = tiles;
        this.in = problem.input();
        this.out = problem.output();
        this.stride = problem.params().stride();
        this.groups = problem.params().groups();
        this.threads = threads;
        this.channels = problem.params().inChannelsPerGroup();
        boolean flat = flat(problem);
        this.columns = flat ? in.h() * in.w() : in.w();
        this.span = tiles.lanes() / stride.w();
        this.ofRow = (columns + span - 1) / span;
        this.vectors = Math.multiplyExact(flat ? 1 : in.h(), ofRow);
        this.atOnce = Math.max(1, Math.min(AT_ONCE, ofRow / VECTORS));
        this.panelStep = tiles.panel(channels, stride.w()) + GAP;
        int fit = Math.max(1, PANEL_BYTES / 4 / panelStep);
        long planes = Math.max(1, (long) in.n() * groups * in.d());
        long unitsOfPlane = Math.max(1, (long) UNITS_PER_THREAD * threads / planes);
        this.unitTiles = (int) Math.max(1, Math.min(fit, tilesOfPlane() / unitsOfPlane));
        this.panels = LargeArrays.of(threads, LargeArrays.ALIGNED + unitTiles * panelStep);
    }

    private int tilesOfPlane() {
        return (vectors + VECTORS - 1) / VECTORS;
    }

    /**
     * Whether this way is open for a problem, and the faster one: a row makes a vector, and the sample holds one, since inputs
     * are read so.
     */
    static boolean takes(ConvTranspose3dProblem problem, OneTapTiles tiles) {
        TensorShape in = problem.input();
        int stride = problem.params().stride().w();
        int row = (flat(problem) ? in.h() * in.w() : in.w()) * stride;
        return in.w() * stride >= tiles.lanes()
                && in.elements() >= tiles.lanes()
                && tiles.pays(problem.params().inChannelsPerGroup(), row);
    }

    /** Whether rows touch in the output. */
    private static boolean flat(ConvTranspose3dProblem problem) {
        TensorShape in = problem.input();
        TensorShape out = problem.output();
        Dhw stride = problem.params().stride();
        return stride.h() == 1 && out.h() == in.h() && out.w() == in.w() * stride.w();
    }

    @Override
    public long scratchBytes() {
        return 4L * threads * (panels[0].length + 2L * unitTiles * VECTORS);
    }

    @Override
    public List<String> details() {
        return List.of(
                "kernel equal to stride: outputs of a row side by side, tile " + tiles.tile()
                        + ", straight into the output",
                "units of " + unitTiles + " tiles by all output channels, " + threads + " threads, scratch "
                        + scratchBytes() + " bytes");
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        int q0 = block.d0() / stride.d();
        int q1 = Math.min(in.d(), (block.d1() + stride.d() - 1) / stride.d());
        int perGroup = weights.outPerGroup();
        int g0 = block.c0() / perGroup;
        int g1 = (block.c1() + perGroup - 1) / perGroup;
        int planes = Math.max(0, q1 - q0);
        int perPlane = (tilesOfPlane() + unitTiles - 1) / unitTiles;
        int sets = block.volumes() * Math.max(0, g1 - g0);
        IntraOpPool.shared().run(threads, Math.multiplyExact(sets * planes, perPlane), (unit, worker) -> {
            int set = unit / perPlane / planes;
            int n = block.n0() + set / (g1 - g0);
            int group = g0 + set % (g1 - g0);
            new Unit(
                            block,
                            dst,
                            dstOffset,
                            n,
                            group,
                            q0 + unit / perPlane % planes,
                            worker,
                            unit % perPlane * unitTiles)
                    .run(src);
        });
        if (out.d() > in.d() * stride.d() || out.h() > in.h() * stride.h() || out.w() > in.w() * stride.w()) {
            fillWithoutProducts(block, dst, dstOffset);
        }
    }

    /** Output padding adds outputs that no product reaches: they are the bias. */
    private void fillWithoutProducts(OutputBlock block, float[] dst, int dstOffset) {
        int at = dstOffset;
        for (int n = block.n0(); n < block.n1(); n++) {
            for (int c = block.c0(); c < block.c1(); c++) {
                float bias = weights.bias()[c];
                for (int d = block.d0(); d < block.d1(); d++) {
                    for (int h = 0; h < out.h(); h++) {
                        boolean none = d >= in.d() * stride.d() || h >= in.h() * stride.h();
                        Arrays.fill(dst, at + (none ? 0 : in.w() * stride.w()), at + out.w(), bias);
                        at += out.w();
                    }
                }
            }
        }
    }

    /** Some tiles of one input plane. */
    private final class Unit {
        private final OutputBlock block;
        private final int dstOffset;
        private final int n;
        private final int group;
        private final int plane;
        private final float[] panel;
        private final int count;
        /** Where vectors take their inputs; the last of a plane is repeated to fill a tile. */
        private final int[] sources;

        private final OneTapUnit common;

        Unit(OutputBlock block, float[] dst, int dstOffset, int n, int group, int plane, int worker, int first) {
            this.block = block;
            this.dstOffset = dstOffset;
            this.n = n;
            this.group = group;
            this.plane = plane;
            this.panel = panels[worker];
            this.count = Math.min(unitTiles, tilesOfPlane() - first);
            this.sources = new int[count * VECTORS];
            int[] places = new int[count * VECTORS];
            for (int i = 0; i < places.length; i++) {
                int v = Math.min(first * VECTORS + i, vectors - 1);
                // A row's last vector reaches back into the one before: twice, with the same result.
                int column = Math.min(v % ofRow * span, columns - span);
                sources[i] = v / ofRow * in.w() + column;
                places[i] = v / ofRow * stride.h() * out.w() + column * stride.w();
            }
            int channelStep = block.planes() * out.h() * out.w();
            this.common = new OneTapUnit(
                    panel, channels, tiles.woven(stride.w()), pairs.pairs(), weights.bias(), dst, channelStep, places);
        }

        void run(float[] src) {
            int step = in.d() * in.h() * in.w();
            int from = ((n * in.c() + group * channels) * in.d() + plane) * in.h() * in.w();
            tiles.spread(src, from, step, channels, sources, count, stride.w(), panel, LargeArrays.ALIGNED, panelStep);
            int low = Math.max(block.c0() - group * weights.outPerGroup(), 0);
            int high = Math.min(block.c1() - group * weights.outPerGroup(), weights.outPerGroup());
            for (int c = low; c < high; c = (c / CHANNELS + 1) * CHANNELS) {
                int end = Math.min(high, (c / CHANNELS + 1) * CHANNELS);
                for (int kd = 0; kd < stride.d(); kd++) {
                    int od = plane * stride.d() + kd;
                    if (od >= block.d0() && od < block.d1()) {
                        taps(c, end, kd, od);
                    }
                }
            }
        }

        /** The outputs of one plane, in the order of memory. */
        private void taps(int c, int end, int kd, int od) {
            int channel = group * weights.outPerGroup() + c;
            int volume = ((n - block.n0()) * block.channels() + channel - block.c0()) * common.channelStep();
            int base = dstOffset + volume + (od - block.d0()) * out.h() * out.w();
            for (int t = 0; t < count; t += atOnce) {
                for (int kh = 0; kh < stride.h(); kh++) {
                    run(
                            t,
                            Math.min(count, t + atOnce),
                            pairs.panel(group, c, kd, kh),
                            end - c,
                            channel,
                            base + kh * out.w());
                }
            }
        }

        private void run(int t0, int t1, int panelOfWeights, int width, int channel, int to) {
            for (int t = t0; t < t1; t++) {
                tiles.run(common, LargeArrays.ALIGNED + t * panelStep, panelOfWeights, width, channel, to, t * VECTORS);
            }
        }
    }
}
