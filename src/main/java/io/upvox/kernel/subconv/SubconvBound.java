package io.upvox.kernel.subconv;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.parallel.IntraOpPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slab by slab: all threads pack its input together, then share its units. */
final class SubconvBound implements BoundKernel {
    private final Arrangement arrangement;
    private final Slabs slabs;
    private final SlabPacking packing;
    private final int phases;
    private final int threads;
    private final float[] packed;
    private final float[][] packingScratch;
    private final float[][][] scratch;

    SubconvBound(
            SubconvWeights weights,
            @Nullable PhasePairs pairs,
            Tiles tiles,
            ConvTranspose3dProblem problem,
            int threads) {
        this.threads = threads;
        this.phases = weights.phases().count();
        this.arrangement = tiles.plain()
                ? new VoxelLanes(weights, problem, threads)
                : new ChannelLanes(weights, pairs, tiles, problem, threads);
        this.slabs = arrangement.slabs();
        this.packing = new SlabPacking(slabs, tiles.transposition());
        this.packed = new float[Math.addExact(slabs.elements(), tiles.slack(slabs.pitch()))];
        this.packingScratch = new float[threads][];
        this.scratch = new float[threads][][];
        for (int t = 0; t < threads; t++) {
            packingScratch[t] = packing.newScratch();
            scratch[t] = arrangement.newScratch();
        }
    }

    @Override
    public long scratchBytes() {
        long elements = packed.length + (long) threads * packingScratch[0].length;
        for (float[][] thread : scratch) {
            for (float[] part : thread) {
                elements += part.length;
            }
        }
        return 4L * elements;
    }

    @Override
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        lines.add(phases + " phases of stride " + slabs.stride() + ", gathered");
        lines.addAll(arrangement.details());
        lines.add("slabs of " + slabs.volumes() + " volumes by " + slabs.box() + " of " + slabs.cells()
                + " stride cells, " + threads + " threads, scratch " + scratchBytes() + " bytes");
        return lines;
    }

    @Override
    public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (block.elements(slabs.out()) == 0) {
            return;
        }
        IntraOpPool pool = IntraOpPool.shared();
        for (Slab slab : slabs.covering(block)) {
            pool.run(
                    threads,
                    packing.units(slab),
                    (unit, worker) -> packing.pack(src, slab, unit, packingScratch[worker], packed));
            pool.run(
                    threads,
                    arrangement.units(slab, block),
                    (unit, worker) -> arrangement.run(packed, slab, block, unit, scratch[worker], dst, dstOffset));
        }
    }
}
