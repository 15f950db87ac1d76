package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.Transposition;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** Transpositions in registers, as many lanes at a time as a vector has; what does not fill a square goes through a small buffer. */
final class VectorTransposition implements Transposition {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int BLOCK = ChannelTiles.PITCH;
    /** Squares of a run from which on aligning them is worth one more. */
    private static final int ALIGN_FROM = 16;

    /** A square of each thread: made anew in each call it would touch all of the young generation again and again. */
    private static final ThreadLocal<float[]> CORNER = ThreadLocal.withInitial(() -> new float[L * BLOCK]);

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
        int done = channels - channels % L;
        int[] starts = new int[BLOCK];
        for (int c = 0; c < done; c++) {
            starts[c] = from + c * channelStep;
        }
        for (int c = 0; c < done; c += L) {
            if (count >= L) {
                for (int v = 0; v < count; v += L) {
                    // The last one reaches back: what it writes again is the same.
                    int at = Math.min(v, count - L);
                    square(src, at, starts, c, dst, to + at * BLOCK + c, BLOCK, null, 0);
                }
            } else if (starts[c + L - 1] + L <= src.length) {
                float[] corner = CORNER.get();
                square(src, 0, starts, c, corner, 0, BLOCK, null, 0);
                if (L == BLOCK) {
                    System.arraycopy(corner, 0, dst, to, count * BLOCK);
                } else {
                    for (int v = 0; v < count; v++) {
                        System.arraycopy(corner, v * BLOCK, dst, to + v * BLOCK + c, L);
                    }
                }
            } else {
                scalar.pack(src, from + c * channelStep, channelStep, L, dst, to + c, count);
            }
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
        // The first voxels alone, if the others' vectors then lie in one cache line each.
        int head = channelStep % L == 0 && count >= ALIGN_FROM * L ? (ChannelTiles.ALIGNED - to) & (L - 1) : 0;
        for (int c = channel / L * L; c < channel + channels; c += L) {
            int at = to + (c - channel) * channelStep;
            if (count >= L && c >= channel && c + L <= channel + channels) {
                if (head > 0) {
                    square(sums, base + c, voxels, first, dst, at, channelStep, bias, biasAt + c);
                }
                for (int v = head; v < count; v += L) {
                    // The last one reaches back: what it writes again is the same.
                    int begin = Math.min(v, count - L);
                    square(sums, base + c, voxels, first + begin, dst, at + begin, channelStep, bias, biasAt + c);
                }
            } else {
                int low = Math.max(0, channel - c);
                int high = Math.min(L, channel + channels - c);
                corners(sums, base + c, voxels, first, count, dst, at, channelStep, low, high, bias, biasAt + c);
            }
        }
    }

    /** Stores some of the lanes, through a buffer that takes them all. */
    private static void corners(
            float[] sums,
            int base,
            int[] voxels,
            int first,
            int count,
            float[] dst,
            int to,
            int channelStep,
            int low,
            int high,
            float[] bias,
            int biasAt) {
        float[] corner = CORNER.get();
        for (int v = 0; v < count; v += L) {
            square(sums, base, voxels, first + v, corner, 0, L, bias, biasAt);
            int n = Math.min(L, count - v);
            for (int j = low; j < high; j++) {
                int at = to + v + j * channelStep;
                for (int i = 0; i < n; i++) {
                    dst[at + i] = corner[j * L + i];
                }
            }
        }
    }
}
