package io.upvox.kernel;

import io.upvox.tensor.TensorShape;

/**
 * A part of an output tensor (N,C,D,H,W): ranges of volumes, channels and planes, H and W whole. Where a block is written,
 * it lies dense: (n1-n0, c1-c0, d1-d0, H, W), row-major.
 *
 * @param n0 first volume
 * @param n1 behind the last volume
 * @param c0 first channel
 * @param c1 behind the last channel
 * @param d0 first plane
 * @param d1 behind the last plane
 */
public record OutputBlock(int n0, int n1, int c0, int c1, int d0, int d1) {
    public OutputBlock {
        if (n0 < 0 || n1 < n0 || c0 < 0 || c1 < c0 || d0 < 0 || d1 < d0) {
            throw new IllegalArgumentException(
                    "Cannot make an output block of volumes " + n0 + ".." + n1 + ", channels " + c0 + ".." + c1
                            + ", planes " + d0 + ".." + d1 + ": a range runs backwards; give begin <= end");
        }
    }

    /** The whole tensor. */
    public static OutputBlock all(TensorShape output) {
        return new OutputBlock(0, output.n(), 0, output.c(), 0, output.d());
    }

    /** Volumes of the block. */
    public int volumes() {
        return n1 - n0;
    }

    /** Channels of the block. */
    public int channels() {
        return c1 - c0;
    }

    /** Planes of the block. */
    public int planes() {
        return d1 - d0;
    }

    /** Elements of the block within a tensor of that shape. */
    public long elements(TensorShape output) {
        return (long) volumes() * channels() * planes() * output.h() * output.w();
    }
}
