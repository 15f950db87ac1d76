package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.Transposition;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/** Packs the input of a slab in blocks of 16 channels, zeros where it reaches beyond the volume, and looks at all values. */
final class InputPacking {
    private static final int PITCH = ChannelTiles.PITCH;
    /** Voxels that are transposed at once. */
    private static final int VOXELS = 2048;

    private final TileGrid grid;
    private final LayerPlan plan;
    private final Transposition transposition;
    private final RunPasses passes;
    private final float limit;
    private final Marks marks;

    /** Remembers input planes with values that the transforms do not bear. */
    @FunctionalInterface
    interface Marks {
        void mark(int n, int group, int plane);
    }

    InputPacking(TileGrid grid, Transposition transposition, RunPasses passes, float limit, Marks unbearable) {
        this.grid = grid;
        this.plan = grid.plan();
        this.transposition = transposition;
        this.passes = passes;
        this.limit = limit;
        this.marks = unbearable;
    }

    /** Elements of scratch memory that a thread needs. */
    int scratchElements() {
        return ChannelTiles.ALIGNED + VOXELS * PITCH;
    }

    /** Pieces of work of a slab: plane by plane, as units read them. */
    int units(TileSlab slab) {
        return slab.volumes() * plan.inBlocks() * plan.d().inputs(slab.d());
    }

    /** Packs one plane of one block of channels. */
    void run(float[] src, TileSlab slab, int unit, float[] scratch, float[] packed) {
        int planes = plan.d().inputs(slab.d());
        int block = unit % plan.inBlocks();
        int p = unit / plan.inBlocks() % planes;
        int volume = unit / plan.inBlocks() / planes;
        int rows = grid.planeStep() / grid.rowStep();
        int to = grid.packedAt(volume, block, p);
        rows(src, slab, volume, block, p, 0, rows, scratch, ChannelTiles.ALIGNED, packed, to);
    }

    /**
     * Packs some rows of a plane.
     *
     * @param p the plane, from the slab's first
     * @param row the first row, from the slab's first
     * @param scratch from {@code scratchAt}
     */
    void rows(
            float[] src,
            TileSlab slab,
            int volume,
            int block,
            int p,
            int row,
            int rows,
            float[] scratch,
            int scratchAt,
            float[] packed,
            int to) {
        int channels = Math.min(PITCH, plan.params().inChannelsPerGroup() - block * PITCH);
        int plane = plan.d().tile() * slab.d0() + plan.d().low() + p;
        TensorShape in = grid.in();
        int length = rows * grid.rowStep();
        if (plane < 0 || plane >= in.d()) {
            Arrays.fill(packed, to, to + length, 0f);
            return;
        }
        int channel =
                (slab.n0() + volume) * in.c() + slab.group() * plan.params().inChannelsPerGroup() + block * PITCH;
        int from = (channel * in.d() + plane) * in.h() * in.w();
        plane(src, from, channels, slab, row, rows, scratch, scratchAt, packed, to);
        if (!passes.within(packed, to, length, limit)) {
            marks.mark(slab.n0() + volume, slab.group(), plane);
        }
    }

    private void plane(
            float[] src,
            int from,
            int channels,
            TileSlab slab,
            int first,
            int rows,
            float[] scratch,
            int scratchAt,
            float[] packed,
            int to) {
        TensorShape in = grid.in();
        int step = grid.rowStep();
        int h0 = plan.h().tile() * slab.h0() + plan.h().low() + first;
        int w0 = plan.w().tile() * slab.w0() + plan.w().low();
        int width = plan.w().inputs(slab.w());
        int firstRow = Math.max(0, -h0);
        int lastRow = Math.min(Math.min(plan.h().inputs(slab.h()) - first, rows), in.h() - h0);
        int begin = Math.max(0, -w0);
        int end = Math.min(width, in.w() - w0);
        if (firstRow >= lastRow || begin >= end) {
            Arrays.fill(packed, to, to + rows * step, 0f);
            return;
        }
        Arrays.fill(packed, to, to + firstRow * step, 0f);
        Arrays.fill(packed, to + lastRow * step, to + rows * step, 0f);
        int source = from + (h0 + firstRow) * in.w() + w0 + begin;
        // Rows that lie side by side in the input are transposed together if they are shorter than a vector.
        int together = end - begin == in.w() && in.w() < PITCH ? VOXELS / in.w() : 0;
        for (int row = firstRow; row < lastRow; row++) {
            int at = to + row * step;
            Arrays.fill(packed, at, at + begin * PITCH, 0f);
            Arrays.fill(packed, at + end * PITCH, at + step, 0f);
            if (together < 2) {
                transpose(src, source, channels, packed, at + begin * PITCH, end - begin);
            } else {
                int i = (row - firstRow) % together;
                if (i == 0) {
                    int count = Math.min(together, lastRow - row);
                    transpose(src, source, channels, scratch, scratchAt, count * in.w());
                }
                int line = in.w() * PITCH;
                System.arraycopy(scratch, scratchAt + i * line, packed, at + begin * PITCH, line);
            }
            source += in.w();
        }
    }

    private void transpose(float[] src, int from, int channels, float[] dst, int to, int voxels) {
        TensorShape in = grid.in();
        transposition.pack(src, from, in.d() * in.h() * in.w(), channels, dst, to, voxels);
        if (channels < PITCH) {
            // Lanes of channels that do not exist: no product takes them, but they are looked at for their size.
            for (int v = 0; v < voxels; v++) {
                Arrays.fill(dst, to + v * PITCH + channels, to + (v + 1) * PITCH, 0f);
            }
        }
    }
}
