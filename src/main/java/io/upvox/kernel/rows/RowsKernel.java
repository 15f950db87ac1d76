package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;

/** Expanded rows, with inner loops of one's choice: plan, packing and loops are the same for all. */
public final class RowsKernel implements ConvTranspose3dKernel {
    /** Input channels of a group at most: beyond, expanding rows brings nothing. */
    private static final int MOST_CHANNELS = 24;
    /** Elements of the smallest ring of expanded rows at most. */
    private static final long RING_LIMIT = 256 << 10;
    /** Elements of the weight patterns at most, for the widest vectors. */
    private static final long PANELS_LIMIT = 32 << 20;
    /** Lanes for which limits are checked, whatever the vectors have. */
    private static final int LANES = 64;

    /** Strides along W up to which weights are pairs. */
    static final int PAIRED = 2;

    private final String name;
    private final RowTiles tiles;

    /** A kernel of that name around inner loops. */
    public RowsKernel(String name, RowTiles tiles) {
        this.name = name;
        this.tiles = tiles;
    }

    /** The kernel in plain Java. */
    public static RowsKernel scalar() {
        return new RowsKernel("f32-rows-scalar", new ScalarRowTiles());
    }

    @Override
    public String name() {
        return name;
    }

    /** Sums run in the order of channels side by side: plain Java, which has those in place of rows, goes on with what rows began. */
    @Override
    public String family() {
        return "f32-subconv";
    }

    @Override
    public Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (params.inChannelsPerGroup() > MOST_CHANNELS) {
            return Support.no(
                    "a group has " + params.inChannelsPerGroup() + " input channels, more than " + MOST_CHANNELS);
        }
        RowPattern w = rows(params);
        AxisPhase[] d = AxisPhase.of(
                params.kernel().d(),
                params.stride().d(),
                params.dilation().d(),
                params.paddingBegin().d());
        AxisPhase[] h = AxisPhase.of(
                params.kernel().h(),
                params.stride().h(),
                params.dilation().h(),
                params.paddingBegin().h());
        if (RowsPlan.smallestRing(w, d, h, params.inChannelsPerGroup(), LANES) > RING_LIMIT) {
            return Support.no("the rows that an output takes, expanded, do not fit a core's cache");
        }
        if (RowsWeights.elements(params, w, LANES) > PANELS_LIMIT) {
            return Support.no("its weight patterns would be too large");
        }
        return weights.weightIsFinite()
                ? Support.yes()
                : Support.no("the weights hold NaN or infinities, which its padding zeros would spread");
    }

    private static RowPattern rows(ConvTranspose3dParams params) {
        return new RowPattern(
                params.kernel().w(),
                params.stride().w(),
                params.dilation().w(),
                params.paddingBegin().w(),
                params.outChannelsPerGroup());
    }

    @Override
    public double cost(ConvTranspose3dParams params) {
        return RowsCost.of(params, rows(params));
    }

    @Override
    public double cost(ConvTranspose3dParams params, TensorShape input) {
        long columns = params.outputExtent(input.extents(), 2);
        if (WovenWeights.form(params, tiles).isPresent()) {
            return RowsCost.woven(params, columns, tiles.lanes());
        }
        RowPattern pattern = rows(params);
        return RowsCost.of(params, pattern) * RowsCost.filling(columns, pattern.period(tiles.lanes()), tiles);
    }

    /** In plain Java channels side by side are faster, and give the same bits. */
    @Override
    public boolean yields() {
        return !tiles.fast();
    }

    @Override
    public PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (supports(params, weights) instanceof Support.Unsupported no) {
            throw new IllegalArgumentException("Cannot pack weights for kernel '" + name + "': " + no.reason()
                    + "; use the kernel that the list chooses");
        }
        return WovenWeights.of(params, weights, tiles)
                .orElseGet(() -> new Packed(
                        new RowsWeights(
                                params,
                                weights,
                                tiles.lanes(),
                                tiles.pairs() && params.stride().w() <= PAIRED),
                        tiles));
    }

    private record Packed(RowsWeights weights, RowTiles tiles) implements PackedKernel {
        @Override
        public int channelUnit() {
            return RowsWeights.WIDE;
        }

        @Override
        public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
            return new RowsBound(weights, tiles, problem, threads);
        }
    }
}
