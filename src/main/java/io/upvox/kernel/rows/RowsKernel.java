package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;

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
    private static final int PAIRED = 2;
    /** Input channels that make expanded rows the fastest whatever the output channels. */
    private static final int FEWEST = 4;
    /** Channels of which a layer may have some more on the other side. */
    private static final int FEW = 8;
    /** Output channels at most that leave many of 16 lanes idle where channels are the lanes. */
    private static final int PART_OF_16 = 12;
    /** The same of 32 lanes. */
    private static final int PART_OF_32 = 20;

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
        RowPattern w = new RowPattern(
                params.kernel().w(),
                params.stride().w(),
                params.dilation().w(),
                params.paddingBegin().w(),
                params.outChannelsPerGroup());
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

    /** Measured against channels as lanes, which need many output channels, over channels, kernels and strides. */
    @Override
    public Support suits(ConvTranspose3dParams params) {
        if (!tiles.fast()) {
            return Support.no("in plain Java channels side by side are faster, and give the same bits");
        }
        int in = params.inChannelsPerGroup();
        int out = params.outChannelsPerGroup();
        if (params.stride().w() > PAIRED && out > FEW) {
            return Support.no("a group has " + out + " output channels, more than " + FEW + ", at a stride of "
                    + params.stride().w());
        }
        if (in <= FEWEST || (in <= FEW && out <= 2 * FEW) || (in <= 2 * FEW && out <= FEW) || lanesWouldIdle(params)) {
            return Support.yes();
        }
        return Support.no("a group has " + in + " input and " + out + " output channels");
    }

    /** Outputs of one tap each take too little arithmetic to pay for expanded rows. */
    private static boolean lanesWouldIdle(ConvTranspose3dParams params) {
        int out = params.outChannelsPerGroup();
        return (out <= PART_OF_16 || (out > 2 * FEW && out <= PART_OF_32))
                && params.kernel().product() > params.stride().product();
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
