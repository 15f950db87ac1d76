package io.upvox.kernel.tile;

/**
 * What tiles of kernels equal to their stride have in common.
 *
 * @param panels inputs of tiles
 * @param terms number of terms: input channels
 * @param woven whether panels hold inputs once
 * @param weights pairs, the first in the low half: of even and odd outputs for term k and channel c at {@code k*CHANNELS + c}; woven,
 *     at {@code (k*CHANNELS + c)*2}, followed by that of odd and even ones
 * @param bias of all output channels
 * @param dst receives the outputs, nothing else is written
 * @param channelStep distance of channels in the output
 * @param places where vectors go in the output
 */
public record OneTapUnit(
        float[] panels,
        int terms,
        boolean woven,
        double[] weights,
        float[] bias,
        float[] dst,
        int channelStep,
        int[] places) {}
