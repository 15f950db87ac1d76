package io.upvox.kernel.fold;

import io.upvox.op.ConvTranspose3dParams;

/**
 * What {@link FoldKernel} takes for an input voxel of a group. The coefficients are nanoseconds on two cores of a Zen 3
 * with vectors of 256 bits: those by which choosing a kernel costs the least time over some five hundred layers, most of
 * them drawn at random, measured with all kernels on JDK 17 and 25.
 */
final class FoldCost {
    private static final double PRODUCT = 0.0118;
    /** A product with those of the last tile of a plane's taps. */
    private static final double TILED_PRODUCT = 0.0146;

    private static final double ADDITION = 0.294;
    private static final double OUTPUT = 0.714;
    private static final double TILE_HEIGHT = 6;

    private FoldCost() {}

    static double of(ConvTranspose3dParams params) {
        double in = params.inChannelsPerGroup();
        double out = params.outChannelsPerGroup();
        double planeTaps = out * params.kernel().h() * params.kernel().w();
        double tiled = Math.ceil(planeTaps / TILE_HEIGHT) * TILE_HEIGHT;
        return params.kernel().d() * (in * (PRODUCT * planeTaps + TILED_PRODUCT * tiled) + ADDITION * planeTaps)
                + OUTPUT * out * params.stride().product();
    }
}
