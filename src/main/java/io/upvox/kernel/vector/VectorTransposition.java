package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.Transposition;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** Transpositions in registers, as many lanes at a time as a vector has; what does not fill a square goes through a small buffer. */
final class VectorTransposition implements Transposition {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int BLOCK = ChannelTiles.PITCH;

    private final Transposition scalar = new Scalar();

    private static void square(
            float[] src,
            int base,
            int[] from,
            int first,
            float[] dst,
            int to,
            int step,
            float @Nullable [] bias,
            int biasAt) {
        if (L == 16) {
            F32Transpose16.run(src, base, from, first, dst, to, step, bias, biasAt);
        } else if (L == 8) {
            F32Transpose8.run(src, base, from, first, dst, to, step, bias, biasAt);
        } else {
            F32Transpose4.run(src, base, from, first, dst, to, step, bias, biasAt);
        }
    }

    @Override
    public void pack(float[] src, int from, int channelStep, int channels, float[] dst, int to, int count) {
        int whole = count - count % L;
        int done = channels - channels % L;
        int[] starts = new int[BLOCK];
        for (int c = 0; c < done; c++) {
            starts[c] = from + c * channelStep;
        }
        for (int v = 0; v < whole; v += L) {
            for (int c = 0; c < done; c += L) {
                square(src, v, starts, c, dst, to + v * BLOCK + c, BLOCK, null, 0);
            }
        }
        if (whole < count && done > 0) {
            scalar.pack(src, from + whole, channelStep, done, dst, to + whole * BLOCK, count - whole);
        }
        if (done < channels) {
            scalar.pack(src, from + done * channelStep, channelStep, channels - done, dst, to + done, count);
        }
    }

    @Override
    public void store(
            float[] sums,
            int base,
            int[] voxels,
            int first,
            int count,
            float[] dst,
            int to,
            int channelStep,
            int channel,
            int channels,
            float[] bias,
            int biasAt) {
        float[] corner = new float[0];
        // The first voxels alone, if the others' vectors then lie in one cache line each.
        int head = channelStep % L == 0 && count >= 4 * L ? (ChannelTiles.ALIGNED - to) & (L - 1) : 0;
        for (int c = channel / L * L; c < channel + channels; c += L) {
            boolean whole = c >= channel && c + L <= channel + channels;
            for (int v = head == 0 ? 0 : head - L; v < count; v += L) {
                int at = to + (c - channel) * channelStep + v;
                if (whole && v >= 0 && v + L <= count) {
                    square(sums, base + c, voxels, first + v, dst, at, channelStep, bias, biasAt + c);
                } else {
                    if (corner.length == 0) {
                        corner = new float[L * L];
                    }
                    int from = Math.max(0, v);
                    square(sums, base + c, voxels, first + from, corner, 0, L, bias, biasAt + c);
                    int n = Math.min(v + L, count) - from;
                    for (int j = Math.max(0, channel - c); j < Math.min(L, channel + channels - c); j++) {
                        System.arraycopy(corner, j * L, dst, at + from - v + j * channelStep, n);
                    }
                }
            }
        }
    }
}
