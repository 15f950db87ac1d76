package io.upvox.kernel.subconv;

import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;

/**
 * Packs the inputs of a box: {@code [channel block][d][h][w][channel]}, zeros where the box reaches beyond the volume. The
 * zeros are harmless because weights are finite; planes beyond the volume are skipped by the caller and stay dirty.
 */
final class InputPacking {
    private final TensorShape shape;
    private final PhaseTable phases;
    private final Dhw box;

    InputPacking(TensorShape shape, PhaseTable phases, Tiling tiling) {
        this.shape = shape;
        this.phases = phases;
        this.box = tiling.input();
    }

    /**
     * Packs a box.
     *
     * @param src the sample
     * @param channel index of the first channel, counted through all volumes
     * @param d0 input plane at the box's first plane, may be negative
     * @param h0 input row at the box's first row, may be negative
     * @param w0 input column at the box's first column, may be negative
     * @param dst receives the packed box
     */
    void pack(float[] src, int channel, int d0, int h0, int w0, float[] dst) {
        int pitch = phases.channelPitch();
        for (int block = 0; block < phases.channelBlocks(); block++) {
            int channels = Math.min(pitch, phases.inChannels() - block * pitch);
            for (int d = 0; d < box.d(); d++) {
                if (d0 + d < 0 || d0 + d >= shape.d()) {
                    continue;
                }
                for (int h = 0; h < box.h(); h++) {
                    int to = ((block * box.d() + d) * box.h() + h) * box.w() * pitch;
                    if (h0 + h < 0 || h0 + h >= shape.h()) {
                        Arrays.fill(dst, to, to + box.w() * pitch, 0f);
                    } else {
                        row(src, channel + block * pitch, channels, d0 + d, h0 + h, w0, dst, to);
                    }
                }
            }
        }
    }

    private void row(float[] src, int channel, int channels, int d, int h, int w0, float[] dst, int to) {
        int pitch = phases.channelPitch();
        int begin = Math.min(Math.max(0, -w0), box.w());
        int end = Math.max(begin, Math.min(box.w(), shape.w() - w0));
        if (begin > 0) {
            Arrays.fill(dst, to, to + begin * pitch, 0f);
        }
        Arrays.fill(dst, to + end * pitch, to + box.w() * pitch, 0f);
        int from = (channel * shape.d() + d) * shape.h() * shape.w() + h * shape.w() + w0;
        int channelStep = shape.d() * shape.h() * shape.w();
        if (pitch == 1) {
            System.arraycopy(src, from + begin, dst, to + begin, end - begin);
            return;
        }
        for (int c = 0; c < channels; c++) {
            int at = to + c;
            int source = from + c * channelStep;
            for (int w = begin; w < end; w++) {
                dst[at + w * pitch] = src[source + w];
            }
        }
    }
}
