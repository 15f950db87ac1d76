package io.upvox.kernel.tile;

import io.upvox.kernel.memory.LargeArrays;

/**
 * The inner loop with output channels side by side: sums of products for a run of output voxels and one block of output
 * channels.
 *
 * <p>For each voxel v and channel j: from +0 or from the sum that is there, for every term k in order, {@code sum = fma(x[base
 * + v*16 + offsets[k]], panels[panel + k*width + j], sum)}. Implementations may only differ in which sums they keep in
 * registers together, so all give the same bits.
 */
public interface ChannelTiles {
    /** Distance of voxels in packed inputs and in sums: input or output channels of a block. */
    int PITCH = 16;

    /**
     * Where arrays begin to be used: behind the header of a large array, which begins at a page, this element begins a cache
     * line. Vectors that lie in one cache line are read and written faster; nothing else depends on it.
     */
    int ALIGNED = LargeArrays.ALIGNED;

    /** Voxels beyond a run that may be read and whose sums may be overwritten. */
    int SLACK = 3;

    /** Names the tile and the width, for the printed plan. */
    String tile();

    /** Voxels of a run from which on this is about as fast as it gets, if callers may choose. */
    default int longRun() {
        return 1;
    }

    /** Channels of a panel from which on a tile is full. */
    default int fullWidth() {
        return 1;
    }

    /** Panels narrower than full ones have a multiple of so many channels: 16 or 8. */
    default int widthStep() {
        return PITCH;
    }

    /**
     * Computes a run.
     *
     * @param x packed input
     * @param base index of the first voxel's reference point
     * @param offsets of the terms from a voxel's reference point
     * @param first first term
     * @param last behind the last term; equal to {@code first} for sums of nothing
     * @param panels packed weights
     * @param panel index of term 0 of the panel
     * @param width channels of the panel: at most 32, a multiple of {@link #widthStep}
     * @param sums receives the sum of voxel v and channel j at {@code at + v*16 + j/16*blockStep + j%16}
     * @param at where the first voxel's sums go
     * @param blockStep distance between blocks of 16 channels
     * @param count number of voxels
     * @param continues whether sums go on from what is there
     */
    void run(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count,
            boolean continues);

    /**
     * Computes a run as {@link #run} does, with {@code panels[panel + i] = a[atA + i] + b[atB + i]} for the weights of its
     * terms, which are left there.
     *
     * @param a holds a panel whose term 0 is at {@code atA}
     * @param b holds another, whose term 0 is at {@code atB}
     */
    default void runSum(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] a,
            int atA,
            float[] b,
            int atB,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count,
            boolean continues) {
        for (int i = first * width; i < last * width; i++) {
            panels[panel + i] = a[atA + i] + b[atB + i];
        }
        run(x, base, offsets, first, last, panels, panel, width, sums, at, blockStep, count, continues);
    }
}
