package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.TensorShape;

/**
 * What {@link SubconvKernel} takes for an input voxel of a group. The coefficients are nanoseconds on two cores of a Zen 3
 * with vectors of 256 bits: those by which choosing a kernel costs the least time over some five hundred layers, most of
 * them drawn at random, measured with all kernels on JDK 17 and 25.
 * What a last block of few channels takes was set anew for some five hundred layers on a Zen 4, with 256 and 512 bits. What
 * extents bring was set for some seven hundred layers of few input channels on a Zen 5, with both widths too.
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
    /** A lane of a panel of one vector: its tiles read an input for each product. */
    private static final double NARROW = 1.5;
    /** Cells of the smallest tile. */
    private static final int LEAST_TILE = 4;
    /** What a row takes beyond its tiles, in cells. */
    private static final int ROW = 1;

    private SubconvCost() {}

    static double of(ConvTranspose3dParams params) {
        double channels = channels(params, lanes(params.outChannelsPerGroup()));
        // Whether rows are long enough for the other way depends on extents, which are not known here.
        return OneTapWeights.takes(params) ? (channels + onlyTap(params)) / 2 : channels;
    }

    /** For inputs of one shape, with the vectors of this JVM. */
    static double of(ConvTranspose3dParams params, TensorShape input, Tiles tiles) {
        OneTapTiles oneTap = tiles.oneTap();
        if (oneTap != null
                && OneTapWeights.takes(params)
                && OneTapBound.takes(new ConvTranspose3dProblem(params, input), oneTap)) {
            return onlyTap(params);
        }
        int step = tiles.channels().widthStep();
        int rest = params.outChannelsPerGroup() % SubconvWeights.WIDE;
        double last = up(rest, step) * (rest <= step && step < tiles.channels().fullWidth() ? NARROW : 1);
        double lanes = params.outChannelsPerGroup() - rest + last;
        return channels(params, lanes) * filling(params, params.outputExtent(input.extents(), 2));
    }

    private static double channels(ConvTranspose3dParams params, double lanes) {
        double in = params.inChannelsPerGroup();
        double out = params.outChannelsPerGroup();
        double taps = params.kernel().product();
        double phases = params.stride().product();
        return taps * lanes * (PRODUCT * in + WEIGHT_READ) + phases * (SUM * lanes + OUTPUT * out) + INPUT * in;
    }

    private static double onlyTap(ConvTranspose3dParams params) {
        double products = params.inChannelsPerGroup() * (double) params.kernel().product();
        return params.outChannelsPerGroup()
                * (ONLY_PRODUCT * products + ONLY_OUTPUT * params.stride().product());
    }

    /**
     * How many times as long outputs of short rows take, unless rows touch in the packed input: a row's last tile is computed
     * whole.
     */
    private static double filling(ConvTranspose3dParams params, long columns) {
        int stride = params.stride().w();
        AxisPhase[] phases = AxisPhase.of(
                params.kernel().w(),
                stride,
                params.dilation().w(),
                params.paddingBegin().w());
        if (AxisPhase.lowest(phases) == AxisPhase.highest(phases)) {
            return 1;
        }
        double row = Math.max(1, columns);
        double cells = Math.ceil(row / stride);
        return (Math.ceil(cells / LEAST_TILE) * LEAST_TILE + ROW) * stride / row;
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
