package io.upvox.kernel.subconv;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.subconv.Slabs.Slab;
import java.util.List;

/** A way to walk through a slab. All give the same bits; they differ in what lies side by side in vectors and caches. */
interface Arrangement {
    /** The slabs that it walks through. */
    Slabs slabs();

    /** Tile, units and order, for the printed plan. */
    List<String> details();

    /** Scratch memory for one thread. */
    float[][] newScratch();

    /** Pieces of work that a slab can be shared in. */
    int units(Slab slab, OutputBlock block);

    /**
     * Computes one piece.
     *
     * @param packed the packed input of the slab
     * @param slab the slab
     * @param block the block of output that is wanted
     * @param unit which piece
     * @param scratch this thread's
     * @param dst receives the block
     * @param dstOffset index of the block's first element
     */
    void run(float[] packed, Slab slab, OutputBlock block, int unit, float[][] scratch, float[] dst, int dstOffset);
}
