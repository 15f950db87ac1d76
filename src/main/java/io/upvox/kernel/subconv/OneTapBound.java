package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;

/**
 * Kernels equal to their stride: every output has one tap, so nothing is shared between neighbours. A unit copies some runs of
 * voxels of a plane into a panel that stays in a core's first cache, and writes everything that comes of them.
 */
final class OneTapBound implements BoundKernel {
    /** A panel and the weights of a block of channels stay in the first cache. */
    private static final int PANEL_BYTES = 32 << 10;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 4;

    private final SubconvWeights weights;
    private final OneTapTiles tiles;
    private final TensorShape in;
    private final TensorShape out;
    private final Dhw stride;
    private final int groups;
    private final int threads;
    private final int channels;
    /** Tiles of a row: all but the last are full, and the last may reach back into the one before. */
    private final int tilesOfRow;
    /** Tiles of a unit: consecutive ones of a plane. */
    private final int unitTiles;

    private final float[][] panels;

    OneTapBound(SubconvWeights weights, OneTapTiles tiles, ConvTranspose3dProblem problem, int threads) {
        this.weights = weights;
        this.tiles = tiles;
        this.in = problem.input();
        this.out = problem.output();
        this.stride = problem.params().stride();
        this.groups = problem.params().groups();
        this.threads = threads;
        this.channels = problem.params().inChannelsPerGroup();
        this.tilesOfRow = (in.w() + OneTapTiles.VOXELS - 1) / OneTapTiles.VOXELS;
        int fit = Math.max(1, PANEL_BYTES / 4 / channels / OneTapTiles.VOXELS);
        long planes = Math.max(1, (long) in.n() * groups * in.d());
        long unitsOfPlane = Math.max(1, (long) UNITS_PER_THREAD * threads / planes);
        this.unitTiles = (int) Math.max(1, Math.min(fit, (long) tilesOfRow * in.h() / unitsOfPlane));
        this.panels = new float[threads][unitTiles * channels * OneTapTiles.VOXELS];
    }

    /** Whether this way is open for a problem. */
    static boolean takes(ConvTranspose3dProblem problem, OneTapTiles tiles) {
        ConvTranspose3dParams p = problem.params();
        Dhw none = Dhw.of(0);
        return p.kernel().equals(p.stride())
                && p.stride().w() == 2
                && p.paddingBegin().equals(none)
                && p.paddingEnd().equals(none)
                && problem.input().w() >= tiles.fewestVoxels();
    }

    @Override
    public long scratchBytes() {
        return 4L * threads * panels[0].length;
    }

    @Override
    public List<String> details() {
        return List.of(
                "kernel equal to stride: voxels side by side, tile " + tiles.tile() + ", straight into the output",
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
        int perPlane = (tilesOfRow * in.h() + unitTiles - 1) / unitTiles;
        int sets = block.volumes() * Math.max(0, g1 - g0);
        IntraOpPool.shared().run(threads, Math.multiplyExact(sets * planes, perPlane), (unit, worker) -> {
            int set = unit / perPlane / planes;
            int n = block.n0() + set / (g1 - g0);
            int group = g0 + set % (g1 - g0);
            new Unit(block, dst, dstOffset, n, group, q0 + unit / perPlane % planes, panels[worker])
                    .run(src, unit % perPlane * unitTiles);
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

    /** Some runs of voxels of one input plane. */
    private final class Unit {
        private final OutputBlock block;
        private final float[] dst;
        private final int dstOffset;
        private final int n;
        private final int group;
        private final int plane;
        private final float[] panel;

        Unit(OutputBlock block, float[] dst, int dstOffset, int n, int group, int plane, float[] panel) {
            this.block = block;
            this.dst = dst;
            this.dstOffset = dstOffset;
            this.n = n;
            this.group = group;
            this.plane = plane;
            this.panel = panel;
        }

        /** Column where a tile begins. */
        private int begin(int tile) {
            int w = tile % tilesOfRow * OneTapTiles.VOXELS;
            return Math.min(w, Math.max(0, in.w() - tiles.fewestVoxels()));
        }

        private int length(int tile) {
            return Math.min(OneTapTiles.VOXELS, in.w() - begin(tile));
        }

        void run(float[] src, int first) {
            int last = Math.min(first + unitTiles, tilesOfRow * in.h());
            int step = in.d() * in.h() * in.w();
            int from = ((n * in.c() + group * channels) * in.d() + plane) * in.h() * in.w();
            for (int t = first; t < last; t++) {
                int at = from + t / tilesOfRow * in.w() + begin(t);
                tiles.pack(src, at, step, channels, length(t), panel, (t - first) * channels * OneTapTiles.VOXELS);
            }
            int low = Math.max(block.c0() - group * weights.outPerGroup(), 0);
            int high = Math.min(block.c1() - group * weights.outPerGroup(), weights.outPerGroup());
            for (int b = low / SubconvWeights.WIDE; b * SubconvWeights.WIDE < high; b++) {
                int begin = Math.max(low, b * SubconvWeights.WIDE);
                int end = Math.min(high, (b + 1) * SubconvWeights.WIDE);
                for (int kd = 0; kd < stride.d(); kd++) {
                    int od = plane * stride.d() + kd;
                    if (od >= block.d0() && od < block.d1()) {
                        taps(first, last, b, begin, end, kd, od);
                    }
                }
            }
        }

        private void taps(int first, int last, int b, int begin, int end, int kd, int od) {
            int channelStep = block.planes() * out.h() * out.w();
            int channel = group * weights.outPerGroup() + begin;
            int volume = ((n - block.n0()) * block.channels() + channel - block.c0()) * channelStep;
            int base = dstOffset + volume + (od - block.d0()) * out.h() * out.w();
            for (int kh = 0; kh < stride.h(); kh++) {
                int even = weights.panel(group, b, weights.phases().index(kd, kh, 0)) + begin % SubconvWeights.WIDE;
                int odd = weights.panel(group, b, weights.phases().index(kd, kh, 1)) + begin % SubconvWeights.WIDE;
                for (int t = first; t < last; t++) {
                    int row = t / tilesOfRow * stride.h() + kh;
                    tiles.run(
                            panel,
                            (t - first) * channels * OneTapTiles.VOXELS,
                            length(t),
                            channels,
                            weights.panels(),
                            even,
                            odd,
                            weights.width(b),
                            end - begin,
                            weights.bias(),
                            channel,
                            dst,
                            base + row * out.w() + 2 * begin(t),
                            channelStep);
                }
            }
        }
    }
}
