package io.upvox.kernel.fold;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;

/** Matrix product and fold, with inner loops of one's choice: plan, packing and order are the same for all. */
public final class FoldKernel implements ConvTranspose3dKernel {
    /** Output channels of a group, and taps of one tap along D, whose products and sums fit a core's second cache. */
    private static final int MAX_OUTPUTS = 16;

    private static final int MAX_TAPS = 1024;
    /** Rows of sums in progress: output planes, output channels, phases of H and W. */
    private static final int MAX_ROWS = 4096;

    private final String name;
    private final FoldLoops loops;

    /** A kernel of that name around inner loops. */
    public FoldKernel(String name, FoldLoops loops) {
        this.name = name;
        this.loops = loops;
    }

    /** The kernel in plain Java. */
    public static FoldKernel scalar() {
        return new FoldKernel("f32-fold-scalar", new ScalarFoldLoops());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        int outputs = params.outChannelsPerGroup();
        if (outputs > MAX_OUTPUTS) {
            return Support.no("a group has " + outputs + " output channels, more than " + MAX_OUTPUTS);
        }
        long taps = (long) outputs * params.kernel().h() * params.kernel().w();
        if (taps > MAX_TAPS) {
            return Support.no("a plane has " + taps + " taps, more than " + MAX_TAPS);
        }
        long planes = params.dilation().d() * (params.kernel().d() - 1L) + 1;
        long phases = (long) params.stride().h() * params.stride().w();
        if (phases > MAX_ROWS || planes > MAX_ROWS || planes * outputs * phases > MAX_ROWS) {
            return Support.no("it would have to keep sums of " + planes + " output planes of " + phases + " phases");
        }
        return weights.weightIsFinite()
                ? Support.yes()
                : Support.no("the weights hold NaN or infinities, which its padding zeros would spread");
    }

    @Override
    public double cost(ConvTranspose3dParams params) {
        return FoldCost.of(params);
    }

    @Override
    public PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        if (supports(params, weights) instanceof Support.Unsupported no) {
            throw new IllegalArgumentException("Cannot pack weights for kernel '" + name + "': " + no.reason()
                    + "; use the kernel that the list chooses");
        }
        return new Packed(new FoldWeights(params, weights, loops.heights()), loops);
    }

    private record Packed(FoldWeights weights, FoldLoops loops) implements PackedKernel {
        @Override
        public int channelUnit() {
            return weights.params().outChannelsPerGroup();
        }

        @Override
        public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
            return new FoldBound(weights, loops, problem, threads);
        }
    }
}
