package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.FloatVector;

/** Kernels equal to their stride, on the Vector API. */
final class VectorOneTapTiles implements OneTapTiles {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    @Override
    public String tile() {
        return (L == 16 ? "4" : "2") + " channels x 4 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public void spread(
            float[] src,
            int from,
            int channelStep,
            int channels,
            int[] sources,
            int tiles,
            int spread,
            float[] panels,
            int to,
            int panelStep) {
        int vectors = tiles * VECTORS;
        boolean inARun = sources[vectors - 1] - sources[0] == (vectors - 1) * (L / 2);
        for (int k = 0; k < channels; k++) {
            int at = from + k * channelStep;
            int target = to + k * VECTORS * L;
            if (spread == 2 && inARun) {
                F32Spread.runTwice(src, at + sources[0], tiles, panels, target, panelStep);
            } else if (spread == 2) {
                F32Spread.twice(src, at, sources, tiles, panels, target, panelStep);
            } else {
                F32Spread.once(src, at, sources, tiles, panels, target, panelStep);
            }
        }
    }

    @Override
    public void run(OneTapUnit unit, int at, int weights, int channels, int channel, int to, int place) {
        int c = 0;
        if (L == 16 && channels == CHANNELS) {
            F32OneTap4x4.run(unit, at, weights, channel, to, place);
            c = CHANNELS;
        }
        for (; c + 2 <= channels; c += 2) {
            F32OneTap2x4.run(unit, at, weights + c, channel + c, to + c * unit.channelStep(), place);
        }
        if (c < channels) {
            F32OneTap1x4.run(unit, at, weights + c, channel + c, to + c * unit.channelStep(), place);
        }
    }
}
