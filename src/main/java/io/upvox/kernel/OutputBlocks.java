package io.upvox.kernel;

import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Cuts an output tensor into blocks that follow each other in memory order and stay below a size. */
public final class OutputBlocks {
    private OutputBlocks() {}

    /**
     * Blocks of a slab of an output, in the order in which its values are stored: each block is one run of the slab's
     * row-major (n, c, d0..d1, H, W).
     *
     * @param output shape of the whole output
     * @param d0 first plane of the slab; 0 for the whole output
     * @param d1 behind its last plane; the depth for the whole output
     * @param maxElements a block has at most that many elements, but at least one plane of one channel
     * @param channelUnit channel ranges are multiples of this where the bound allows: the kernel's block of channels
     */
    public static List<OutputBlock> of(TensorShape output, int d0, int d1, long maxElements, int channelUnit) {
        long plane = (long) output.h() * output.w();
        long channel = plane * (d1 - d0);
        long volume = channel * output.c();
        List<OutputBlock> blocks = new ArrayList<>();
        if (volume <= maxElements) {
            int step = (int) Math.min(Math.max(output.n(), 1), Math.max(1, maxElements / Math.max(1, volume)));
            for (int n = 0; n < output.n(); n += step) {
                blocks.add(new OutputBlock(n, Math.min(output.n(), n + step), 0, output.c(), d0, d1));
            }
            return blocks;
        }
        for (int n = 0; n < output.n(); n++) {
            if (channel <= maxElements) {
                int fit = (int) Math.min(output.c(), maxElements / channel);
                int step = fit > channelUnit ? fit - fit % channelUnit : fit;
                for (int c = 0; c < output.c(); c += step) {
                    blocks.add(new OutputBlock(n, n + 1, c, Math.min(output.c(), c + step), d0, d1));
                }
            } else {
                int step = (int) Math.max(1, maxElements / plane);
                for (int c = 0; c < output.c(); c++) {
                    for (int d = d0; d < d1; d += step) {
                        blocks.add(new OutputBlock(n, n + 1, c, c + 1, d, Math.min(d1, d + step)));
                    }
                }
            }
        }
        return blocks;
    }
}
