package io.upvox.kernel;

import java.util.List;

/**
 * A packed kernel bound to one shape, with its scratch memory. Belongs to one task: one call at a time. It may be used for
 * any number of samples of that shape.
 */
public interface BoundKernel {
    /** Bytes of scratch memory that this object holds between and during runs, all threads together. */
    long scratchBytes();

    /** Tile, loop order and their reasons, a line each, for the printed plan. */
    List<String> details();

    /**
     * Computes one block of the output.
     *
     * @param src the whole input sample (N,C,D,H,W) from index 0, row-major; not written
     * @param block which part of the output
     * @param dst receives the block, dense and row-major, from {@code dstOffset}; nothing else is written
     * @param dstOffset index of the block's first element
     */
    void run(float[] src, OutputBlock block, float[] dst, int dstOffset);
}
