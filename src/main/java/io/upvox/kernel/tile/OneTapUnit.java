package io.upvox.kernel.tile;

/**
 * What tiles of kernels equal to their stride have in common.
 *
 * @param panels inputs, spread
 * @param terms number of terms: input channels
 * @param weights pairs: term k of channel c at {@code k*CHANNELS + c}, the weight of even outputs in the low half
 * @param bias of all output channels
 * @param dst receives the outputs, nothing else is written
 * @param channelStep distance of channels in the output
 * @param places where vectors go in the output
 */
public record OneTapUnit(
        float[] panels, int terms, double[] weights, float[] bias, float[] dst, int channelStep, int[] places) {}
