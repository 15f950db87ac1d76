package io.upvox.kernel.subconv;

/**
 * The inner loop: sums of products for a run of output voxels and one block of output channels.
 *
 * <p>For each voxel v and channel j: starting from +0, for every term k in order, {@code sum = fma(x[base + v*pitch +
 * offsets[k]], panel[k*width + j], sum)}. Implementations may only differ in which sums they keep in registers together, so
 * all give the same bits.
 */
public interface Microkernel {
    /** Names the tile and the width, for the printed plan. */
    String tile();

    /**
     * Computes a run.
     *
     * @param x packed input
     * @param base index of the first voxel's reference point
     * @param pitch distance of consecutive voxels
     * @param offsets of the terms from a voxel's reference point
     * @param first first term
     * @param last behind the last term
     * @param panels packed weights
     * @param panel index of term 0 of the panel
     * @param width channels of the panel: 16 or 32
     * @param sums receives {@code width} sums for voxel v at {@code at + v*step}
     * @param at where the first voxel's sums go
     * @param step distance between voxels' sums
     * @param count number of voxels
     */
    void run(
            float[] x,
            int base,
            int pitch,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int step,
            int count);
}
