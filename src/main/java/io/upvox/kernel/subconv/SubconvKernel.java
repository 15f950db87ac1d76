package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.TensorShape;
import org.jspecify.annotations.Nullable;

/** Gathering by subconvolution, with inner loops of one's choice: plan, packing and loops are the same for all. */
public final class SubconvKernel implements ConvTranspose3dKernel {
    /** For so many one more thread brings more than it costs. */
    private static final long MULTIPLY_ADDS = 1_000_000;

    private final String name;
    private final Tiles tiles;

    /** A kernel of that name around inner loops. */
    public SubconvKernel(String name, Tiles tiles) {
        this.name = name;
        this.tiles = tiles;
    }

    /** The kernel in plain Java. */
    public static SubconvKernel scalar() {
        return new SubconvKernel("f32-subconv-scalar", Tiles.inPlainJava());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        return weights.weightIsFinite()
                ? Support.yes()
                : Support.no("the weights hold NaN or infinities, which its padding zeros would spread");
    }

    @Override
    public double cost(ConvTranspose3dParams params) {
        return SubconvCost.of(params);
    }

    @Override
    public double cost(ConvTranspose3dParams params, TensorShape input) {
        return SubconvCost.of(params, input, tiles);
    }

    @Override
    public PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (supports(params, weights) instanceof Support.Unsupported no) {
            throw new IllegalArgumentException("Cannot pack weights for kernel '" + name + "': " + no.reason()
                    + "; use the kernel that the list chooses");
        }
        OneTapTiles loops = tiles.oneTap();
        OneTapWeights pairs =
                loops != null && OneTapWeights.takes(params) && loops.pays(params.inChannelsPerGroup(), loops.lanes())
                        ? new OneTapWeights(
                                params, weights, loops.woven(params.stride().w()))
                        : null;
        ChannelTiles channels = tiles.channels();
        int wide = Math.min(SubconvWeights.WIDE, Math.max(ChannelTiles.PITCH, channels.fullWidth()));
        SubconvWeights all = new SubconvWeights(params, weights, wide, channels.widthStep());
        // Half a block at a time is slow only where it is the narrowest panel of loops that take all of it.
        boolean narrow = !tiles.plain() && wide == SubconvWeights.WIDE && channels.widthStep() == PhasePairs.NARROW;
        return new Packed(all, pairs, narrow && pairs == null ? PhasePairs.of(all) : null, tiles);
    }

    /** All ways to run it give the same bits, so extents may choose among them. */
    private static final class Packed implements PackedKernel {
        private final SubconvWeights weights;
        private final @Nullable OneTapWeights pairs;
        private final @Nullable PhasePairs phasePairs;
        private final Tiles tiles;
        private @Nullable PositionWeights byPosition;

        Packed(SubconvWeights weights, @Nullable OneTapWeights pairs, @Nullable PhasePairs phasePairs, Tiles tiles) {
            this.weights = weights;
            this.pairs = pairs;
            this.phasePairs = phasePairs;
            this.tiles = tiles;
        }

        @Override
        public int channelUnit() {
            return SubconvWeights.WIDE;
        }

        @Override
        public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
            OneTapTiles oneTap = tiles.oneTap();
            int used = IntraOpPool.worth(problem.multiplyAdds(), MULTIPLY_ADDS, threads);
            if (oneTap != null && pairs != null && OneTapBound.takes(problem, oneTap)) {
                return new OneTapBound(weights, pairs, oneTap, problem, used);
            }
            if (PositionsBound.pays(problem, weights)) {
                return new PositionsBound(weights, byPosition(), tiles, problem, used);
            }
            return new SubconvBound(weights, phasePairs, tiles, problem, used);
        }

        /** Few layers see volumes so small: the others need no second copy of their weights. */
        private synchronized PositionWeights byPosition() {
            PositionWeights found = byPosition;
            if (found == null) {
                found = new PositionWeights(weights);
                byPosition = found;
            }
            return found;
        }
    }
}
