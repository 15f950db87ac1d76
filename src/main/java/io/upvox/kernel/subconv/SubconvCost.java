package io.upvox.kernel.subconv;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dParams;

/**
 * What {@link SubconvKernel} takes for an input voxel of a group. The coefficients are nanoseconds on two cores of a Zen 3
 * with vectors of 256 bits: those by which choosing a kernel costs the least time over some five hundred layers, most of
 * them drawn at random, measured with all kernels on JDK 17 and 25.
 * What a last block of few channels takes was set anew for some five hundred layers on a Zen 4, with 256 and 512 bits.
 */
final class SubconvCost {
    private static final double PRODUCT = 0.0237;
    private static final double WEIGHT_READ = 0.012;
    private static final double SUM = 0.258;
    private static final double OUTPUT = 0.156;
    private static final double INPUT = 0.16;
    /** A product where every output has one an input channel. */
    private static final double ONLY_PRODUCT = 0.0125;

    private static final double ONLY_OUTPUT = 0.034;

    private SubconvCost() {}

    static double of(ConvTranspose3dParams params) {
        double in = params.inChannelsPerGroup();
        double out = params.outChannelsPerGroup();
        double taps = params.kernel().product();
        double phases = params.stride().product();
        double lanes = lanes(params.outChannelsPerGroup());
        double channels =
                taps * lanes * (PRODUCT * in + WEIGHT_READ) + phases * (SUM * lanes + OUTPUT * out) + INPUT * in;
        // Whether rows are long enough for the other way depends on extents, which are not known here.
        return OneTapWeights.takes(params)
                ? (channels + out * (ONLY_PRODUCT * in * taps + ONLY_OUTPUT * phases)) / 2
                : channels;
    }

    /** Lanes of the blocks of output channels: a last one has a multiple of 8, of 16 or of 32, by processor and JDK. */
    private static double lanes(int channels) {
        int pitch = ChannelTiles.PITCH;
        int rest = channels % SubconvWeights.WIDE;
        return channels - rest + (up(rest, pitch / 2) + 2 * up(rest, pitch) + up(rest, SubconvWeights.WIDE)) / 4.0;
    }

    private static int up(int channels, int step) {
        return (channels + step - 1) / step * step;
    }
}
