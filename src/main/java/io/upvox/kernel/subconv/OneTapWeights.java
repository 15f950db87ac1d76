package io.upvox.kernel.subconv;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;

/**
 * Weights of kernels equal to their stride, 1 or 2 along W, as pairs: those of an even and an odd output, in one double, low half
 * first. For each group, block of output channels and tap along D and H there is a panel {@code [term][CHANNELS]}, padded with
 * zeros whose sums are not stored.
 */
final class OneTapWeights {
    private static final int CHANNELS = OneTapTiles.CHANNELS;

    private final int outPerGroup;
    private final int terms;
    private final Dhw kernel;
    /** Pairs of a weight: woven rows take the swapped one too. */
    private final int each;

    private final double[] pairs;

    OneTapWeights(ConvTranspose3dParams p, ConvTranspose3dWeights weights, boolean woven) {
        outPerGroup = p.outChannelsPerGroup();
        terms = p.inChannelsPerGroup();
        kernel = p.kernel();
        each = woven ? 2 : 1;
        int taps = kernel.d() * kernel.h();
        pairs = new double
                [Math.multiplyExact(Math.multiplyExact(p.groups() * blocks(), taps), terms * CHANNELS * each)];
        float[] source = weights.weight();
        for (int group = 0; group < p.groups(); group++) {
            for (int c = 0; c < outPerGroup; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    int to = panel(group, c, tap / kernel.h(), tap % kernel.h());
                    for (int k = 0; k < terms; k++) {
                        int from = (((group * terms + k) * outPerGroup + c) * taps + tap) * kernel.w();
                        int at = to + k * CHANNELS * each;
                        int last = kernel.w() - 1;
                        pairs[at + each - 1] = pair(source[from + last], source[from]);
                        pairs[at] = pair(source[from], source[from + last]);
                    }
                }
            }
        }
    }

    /** Whether a layer's weights can be had in this form. */
    static boolean takes(ConvTranspose3dParams p) {
        Dhw none = Dhw.of(0);
        return p.kernel().equals(p.stride())
                && p.stride().w() <= 2
                && p.paddingBegin().equals(none)
                && p.paddingEnd().equals(none);
    }

    /** The weights are finite: no bits of two of them make a NaN, which might be changed on its way. */
    private static double pair(float even, float odd) {
        return Double.longBitsToDouble(
                (Float.floatToRawIntBits(even) & 0xffff_ffffL) | ((long) Float.floatToRawIntBits(odd) << 32));
    }

    private int blocks() {
        return (outPerGroup + CHANNELS - 1) / CHANNELS;
    }

    /** Where the weights of an output channel of a group begin. */
    int panel(int group, int channel, int kd, int kh) {
        int panel = ((group * blocks() + channel / CHANNELS) * kernel.d() + kd) * kernel.h() + kh;
        return (panel * terms * CHANNELS + channel % CHANNELS) * each;
    }

    /** All panels. */
    double[] pairs() {
        return pairs;
    }
}
