package io.upvox.kernel.subconv;

import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.kernel.tile.Transposition;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/**
 * Packs the input of a slab: {@code [volume][block of channels][d][h][w][channel]}, zeros where H and W reach beyond the
 * volume. The zeros are harmless because weights are finite; planes beyond the volume are skipped by those who read and stay
 * dirty.
 */
final class SlabPacking {
    private final Slabs slabs;
    private final Transposition transposition;
    private final int channels;

    SlabPacking(Slabs slabs, Transposition transposition) {
        this.slabs = slabs;
        this.transposition = transposition;
        this.channels = slabs.in().c() / slabs.groups();
    }

    /** Pieces of work that packing a slab can be shared in. */
    int units(Slab slab) {
        return slab.volumes()
                * slabs.blocks()
                * (slab.d() + slabs.input().d() - slabs.box().d());
    }

    /** Packs one plane of one block of channels. */
    void pack(float[] src, Slab slab, int unit, float[] dst) {
        int planes = slab.d() + slabs.input().d() - slabs.box().d();
        int d = unit % planes;
        int block = unit / planes % slabs.blocks();
        int volume = unit / planes / slabs.blocks();
        TensorShape in = slabs.in();
        int plane = slab.d0() + slabs.low().d() + d;
        if (plane < 0 || plane >= in.d()) {
            return;
        }
        int channel = (slab.v0() + volume) * channels + block * slabs.pitch();
        int count = Math.min(slabs.pitch(), channels - block * slabs.pitch());
        int from = (channel * in.d() + plane) * in.h() * in.w();
        int to = volume * slabs.volumeStep() + block * slabs.blockStep() + d * slabs.planeStep();
        plane(src, from, slab, count, dst, to);
    }

    private void plane(float[] src, int from, Slab slab, int count, float[] dst, int to) {
        TensorShape in = slabs.in();
        int rows = slab.h() + slabs.input().h() - slabs.box().h();
        int columns = slab.w() + slabs.input().w() - slabs.box().w();
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
        for (int h = 0; h < rows; h++) {
            int row = to + h * step;
            if (h0 + h < 0 || h0 + h >= in.h()) {
                Arrays.fill(dst, row, row + step, 0f);
                continue;
            }
            Arrays.fill(dst, row, row + begin * slabs.pitch(), 0f);
            Arrays.fill(dst, row + end * slabs.pitch(), row + step, 0f);
            copy(src, from + (h0 + h) * in.w() + w0 + begin, count, dst, row + begin * slabs.pitch(), end - begin);
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
