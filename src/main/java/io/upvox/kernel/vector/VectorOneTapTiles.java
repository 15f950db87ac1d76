package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels as wide as their stride, on the Vector API. What does not fill a tile is computed by a tile that reaches back: twice,
 * with the same result, which is cheaper than a masked store.
 */
final class VectorOneTapTiles implements OneTapTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    @Override
    public String tile() {
        return (L == 16 ? "4" : "2") + " channels x 2 taps x 2 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public int fewestVoxels() {
        return L == 16 ? L : 2 * L;
    }

    @Override
    public void pack(float[] src, int from, int channelStep, int channels, int count, float[] panel, int to) {
        int whole = count - count % L;
        for (int c = 0; c < channels; c++) {
            int at = from + c * channelStep;
            int p = to + c * VOXELS;
            for (int v = 0; v < whole; v += L) {
                FloatVector.fromArray(SPECIES, src, at + v).intoArray(panel, p + v);
            }
            for (int v = whole; v < count; v++) {
                panel[p + v] = src[at + v];
            }
        }
    }

    @Override
    public void run(
            float[] panel,
            int at,
            int count,
            int terms,
            float[] weights,
            int even,
            int odd,
            int width,
            int channels,
            float[] bias,
            int biasAt,
            float[] dst,
            int to,
            int channelStep) {
        for (int v = 0; v < count; v += 2 * L) {
            // A rest of one vector; it reaches back where it is less.
            boolean single = L == 16 && count - v <= L;
            int start = Math.min(v, count - (single ? L : 2 * L));
            if (start < 0) {
                single = true; // between one and two vectors: two single ones
                start = 0;
            }
            tiles(
                    panel,
                    at + start,
                    single,
                    terms,
                    weights,
                    even,
                    odd,
                    width,
                    channels,
                    bias,
                    biasAt,
                    dst,
                    to + 2 * start,
                    channelStep);
            if (single && count - v > L) {
                start = count - L;
                tiles(
                        panel,
                        at + start,
                        true,
                        terms,
                        weights,
                        even,
                        odd,
                        width,
                        channels,
                        bias,
                        biasAt,
                        dst,
                        to + 2 * start,
                        channelStep);
            }
        }
    }

    private static void tiles(
            float[] panel,
            int x,
            boolean single,
            int terms,
            float[] weights,
            int even,
            int odd,
            int width,
            int channels,
            float[] bias,
            int biasAt,
            float[] dst,
            int y,
            int channelStep) {
        int c = 0;
        if (L == 16) {
            for (; c + 4 <= channels; c += 4) {
                int to = y + c * channelStep;
                if (single) {
                    F32OneTap4x1.run(
                            panel,
                            x,
                            VOXELS,
                            terms,
                            weights,
                            even + c,
                            odd + c,
                            width,
                            bias,
                            biasAt + c,
                            dst,
                            to,
                            channelStep);
                } else {
                    F32OneTap4x2.run(
                            panel,
                            x,
                            VOXELS,
                            terms,
                            weights,
                            even + c,
                            odd + c,
                            width,
                            bias,
                            biasAt + c,
                            dst,
                            to,
                            channelStep);
                }
            }
        } else {
            for (; c + 2 <= channels; c += 2) {
                F32OneTap2x2.run(
                        panel,
                        x,
                        VOXELS,
                        terms,
                        weights,
                        even + c,
                        odd + c,
                        width,
                        bias,
                        biasAt + c,
                        dst,
                        y + c * channelStep,
                        channelStep);
            }
        }
        for (; c < channels; c++) {
            int to = y + c * channelStep;
            if (single) {
                F32OneTap1x1.run(
                        panel,
                        x,
                        VOXELS,
                        terms,
                        weights,
                        even + c,
                        odd + c,
                        width,
                        bias,
                        biasAt + c,
                        dst,
                        to,
                        channelStep);
            } else {
                F32OneTap1x2.run(
                        panel,
                        x,
                        VOXELS,
                        terms,
                        weights,
                        even + c,
                        odd + c,
                        width,
                        bias,
                        biasAt + c,
                        dst,
                        to,
                        channelStep);
            }
        }
    }
}
