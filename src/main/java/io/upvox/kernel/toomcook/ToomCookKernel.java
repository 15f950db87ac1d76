package io.upvox.kernel.toomcook;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.LazyPacking;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.kernel.subconv.Tiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;

/**
 * Fewer products for many channels, by F(2,2), F(4,2), F(4,3) and F(4,5) on the axes where they pay, and F(2,3) beside F(2,2).
 *
 * <p>Its error is not bounded by an output's own terms, as the direct sum's is, but by those of its window: a tile mixes the
 * inputs that it takes and a channel's weights, also where an output at the end of a volume has fewer terms. On random data
 * it stays within 4 float ulps of the largest sum of terms' magnitudes of an output, 8 with F(4,5); the tests hold it to that.
 */
public final class ToomCookKernel implements ConvTranspose3dKernel {
    /** Largest weight: sums of weights stay finite, and inputs of everyday size stay far from overflow. */
    private static final float LARGEST_WEIGHT = 0x1p100f;
    /** Outputs of a tile, all phases: its scratch memory grows with them. */
    private static final int MOST_TILE_OUTPUTS = 512;

    private static final String NO_ALGORITHM =
            "a phase along H or W has 4 or more than 5 taps, or taps that are not neighbours";

    private final String name;
    private final Tiles tiles;
    private final RunPasses passes;

    /** A kernel of that name around inner loops. */
    public ToomCookKernel(String name, Tiles tiles, RunPasses passes) {
        this.name = name;
        this.tiles = tiles;
        this.passes = passes;
    }

    /** The kernel in plain Java. */
    public static ToomCookKernel scalar() {
        return new ToomCookKernel("f32-toomcook-scalar", Tiles.inPlainJava(), new ScalarRunPasses());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean direct() {
        return false;
    }

    @Override
    public Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (!LayerPlan.exists(params)) {
            return Support.no(NO_ALGORITHM);
        }
        LayerPlan plan = LayerPlan.of(params);
        if (plan.tileOutputs() > MOST_TILE_OUTPUTS || plan.panelElements() > Integer.MAX_VALUE - 64) {
            return Support.no("its transformed weights or the outputs of a tile take too much memory");
        }
        for (float w : weights.weight()) {
            if (!(Math.abs(w) <= LARGEST_WEIGHT)) {
                return Support.no("the weights hold NaN, infinities or values above 2^100, whose sums could overflow");
            }
        }
        return Support.yes();
    }

    @Override
    public Support suits(ConvTranspose3dParams params) {
        return LayerPlan.exists(params) ? LayerPlan.of(params).suits() : Support.no(NO_ALGORITHM);
    }

    @Override
    public double cost(ConvTranspose3dParams params) {
        return ToomCookCost.of(LayerPlan.of(params));
    }

    @Override
    public PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (supports(params, weights) instanceof Support.Unsupported no) {
            throw new IllegalArgumentException("Cannot pack weights for kernel '" + name + "': " + no.reason()
                    + "; use the kernel that the list chooses");
        }
        return new Packed(
                new TransformedWeights(LayerPlan.of(params), weights, tiles.channels()),
                new LazyPacking(new SubconvKernel("f32-subconv", tiles), params, weights),
                tiles,
                passes);
    }

    private record Packed(TransformedWeights weights, LazyPacking layer, Tiles tiles, RunPasses passes)
            implements PackedKernel {
        @Override
        public int channelUnit() {
            return TransformedWeights.WIDE;
        }

        @Override
        public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
            return new ToomCookBound(weights, layer, tiles, passes, problem, threads);
        }
    }
}
