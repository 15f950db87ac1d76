package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/**
 * What {@link ToomCookKernel} takes for an input voxel of a group. The coefficients are nanoseconds on two cores of a Zen 3
 * with vectors of 256 bits: those by which choosing a kernel costs the least time over some five hundred layers, most of
 * them drawn at random, measured with all kernels on JDK 17 and 25.
 */
final class ToomCookCost {
    private static final Products DEPTH_DIRECT = new Products(0.0353, 0.604);
    private static final Products DEPTH_FAST = new Products(0.0265, 0.417);
    private static final double OUTPUT = 0.304;
    private static final double FEATURE = 0.31;
    private static final double INPUT = 0.6;
    /**
     * Strides of 3 and more have so many phases that their transformed weights, up to six times as many as those of the direct
     * sum, pass through the caches for few outputs each: set on a Zen 5, with vectors of 512 and of 256 bits.
     */
    private static final double MANY_PHASES = 1.3;

    /**
     * Where D is fast and H or W have several phases of one tap each, which nothing saves, transforms of many phases remain; more
     * so with a tile of four on the other axis: set on a Zen 5 likewise.
     */
    private static final double SINGLE_TAPS = 1.2;

    private static final double SINGLE_TAPS_OF_FOUR = 1.5;

    private ToomCookCost() {}

    /**
     * Products of a tile.
     *
     * @param term for a product of an input and a weight
     * @param sum for one that is complete, on its way to the outputs
     */
    private record Products(double term, double sum) {}

    static double of(LayerPlan plan) {
        double in = plan.params().inChannelsPerGroup();
        double out = plan.params().outChannelsPerGroup();
        double inLanes = Math.ceil(in / ChannelTiles.PITCH) * ChannelTiles.PITCH;
        double outLanes = Math.ceil(out / ChannelTiles.PITCH) * ChannelTiles.PITCH;
        double products = 0;
        double sums = 0;
        for (int phase = 0; phase < plan.phases(); phase++) {
            sums += plan.products(phase);
            products += (double) plan.products(phase) * plan.terms(plan.residueD(phase));
        }
        double tile = plan.outputsOfPhase();
        Products each = plan.d().fast() ? DEPTH_FAST : DEPTH_DIRECT;
        double time = outLanes * (each.term() * products + each.sum() * sums) / tile
                + OUTPUT * out * plan.params().stride().product()
                + inLanes * (FEATURE * plan.features() / tile + INPUT);
        return (plan.params().stride().w() > 2 ? MANY_PHASES * time : time) * singleTaps(plan);
    }

    private static double singleTaps(LayerPlan plan) {
        if (!plan.d().fast() || !(haveSingleTaps(plan.h()) || haveSingleTaps(plan.w()))) {
            return 1;
        }
        return Math.max(plan.h().tile(), plan.w().tile()) == AxisAlgorithm.FOUR ? SINGLE_TAPS_OF_FOUR : SINGLE_TAPS;
    }

    private static boolean haveSingleTaps(AxisPlan axis) {
        return axis.phases().length > 1 && AxisPlan.mostTaps(axis.phases()) == 1;
    }
}
