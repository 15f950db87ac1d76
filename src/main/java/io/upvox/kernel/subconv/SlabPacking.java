package io.upvox.kernel.subconv;

import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.Transposition;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/**
 * Packs the input of a slab: {@code [volume][block of channels][d][h][w][channel]}, zeros where H and W reach beyond the
 * volume. The zeros are harmless because weights are finite; planes beyond the volume are left out, and skipped by those who
 * read.
 */
final class SlabPacking {
    /** Voxels that are transposed together where rows are short, so that few vectors are cut off. */
    private static final int VOXELS = 256;
    /** Rows from which on each is transposed by itself. */
    private static final int LONG = 64;

    private final Slabs slabs;
    private final Transposition transposition;
    private final int channels;

    SlabPacking(Slabs slabs, Transposition transposition) {
        this.slabs = slabs;
        this.transposition = transposition;
        this.channels = slabs.in().c() / slabs.groups();
    }

    /** Pieces of work that packing a slab can be shared in: plane by plane, as units read them. */
    int units(Slab slab) {
        return slab.volumes() * slabs.blocks() * planes(slab);
    }

    private int planes(Slab slab) {
        return Math.max(0, slabs.behindPlanes(slab) - slabs.firstPlane(slab));
    }

    /** Scratch memory for one thread. */
    float[] newScratch() {
        return new float[ChannelTiles.ALIGNED + VOXELS * slabs.pitch()];
    }

    /** Packs one plane of one block of channels. */
    void pack(float[] src, Slab slab, int unit, float[] scratch, float[] dst) {
        int planes = planes(slab);
        int block = unit % slabs.blocks();
        int d = unit / slabs.blocks() % planes;
        int volume = unit / slabs.blocks() / planes;
        TensorShape in = slabs.in();
        int plane = slabs.firstPlane(slab) + d;
        int channel = (slab.v0() + volume) * channels + block * slabs.pitch();
        int count = Math.min(slabs.pitch(), channels - block * slabs.pitch());
        int from = (channel * in.d() + plane) * in.h() * in.w();
        int to = volume * slabs.volumeStep() + block * slabs.blockStep() + d * slabs.planeStep();
        plane(src, from, slab, count, scratch, dst, to);
    }

    private void plane(float[] src, int from, Slab slab, int count, float[] scratch, float[] dst, int to) {
        TensorShape in = slabs.in();
        int rows = slab.h() + slabs.reach().h();
        int columns = slab.w() + slabs.reach().w();
        int h0 = slab.h0() + slabs.low().h();
        int w0 = slab.w0() + slabs.low().w();
        if (h0 >= 0
                && h0 + rows <= in.h()
                && w0 == 0
                && columns == in.w()
                && slabs.input().w() == columns) {
            copy(src, from + h0 * in.w(), count, dst, to, rows * columns);
            return;
        }
        int step = slabs.rowStep();
        int begin = Math.min(Math.max(0, -w0), columns);
        int end = Math.max(begin, Math.min(columns, in.w() - w0));
        // Rows that lie side by side in the input are transposed together: they may be shorter than a vector.
        boolean whole = end > begin && end - begin == in.w();
        int together = slabs.pitch() > 1 && whole && in.w() < LONG ? VOXELS / in.w() : 0;
        int lastRow = Math.min(rows, in.h() - h0);
        int ready = 0;
        int next = 0;
        for (int h = 0; h < rows; h++) {
            int row = to + h * step;
            if (h0 + h < 0 || h0 + h >= in.h()) {
                Arrays.fill(dst, row, row + step, 0f);
                continue;
            }
            Arrays.fill(dst, row, row + begin * slabs.pitch(), 0f);
            Arrays.fill(dst, row + end * slabs.pitch(), row + step, 0f);
            int source = from + (h0 + h) * in.w() + w0 + begin;
            int target = row + begin * slabs.pitch();
            if (together < 2) {
                copy(src, source, count, dst, target, end - begin);
                continue;
            }
            if (ready == 0) {
                ready = Math.min(together, lastRow - h);
                next = ChannelTiles.ALIGNED;
                copy(src, source, count, scratch, next, ready * in.w());
            }
            System.arraycopy(scratch, next, dst, target, in.w() * slabs.pitch());
            next += in.w() * slabs.pitch();
            ready--;
        }
    }

    private void copy(float[] src, int from, int channelCount, float[] dst, int to, int count) {
        if (slabs.pitch() == 1) {
            System.arraycopy(src, from, dst, to, count);
        } else {
            transposition.pack(
                    src, from, slabs.in().d() * slabs.in().h() * slabs.in().w(), channelCount, dst, to, count);
        }
    }
}
