package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.OneTapUnit;
import jdk.incubator.vector.FloatVector;

/** Kernels equal to their stride, on the Vector API. */
final class VectorOneTapTiles implements OneTapTiles {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    /** Weaving takes 32 registers. */
    private static final boolean WOVEN = L == 16;

    /** Terms from which on output channels side by side bear that their sums are transposed. */
    private static final int MANY = 64;
    /** With 16 registers the loop of JDK 17 checks its bounds each time. */
    private static final boolean CHECKED = L < 16 && Runtime.version().feature() == 17;

    @Override
    public String tile() {
        return (L == 16 ? "4" : "2") + " channels x 4 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public boolean pays(int terms, int row) {
        int lanes = (row + L - 1) / L * L;
        return L == 16 || terms < MANY || (!CHECKED && 10 * row >= 9 * lanes);
    }

    @Override
    public boolean woven(int stride) {
        return WOVEN && stride == 2;
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
        boolean inARun = sources[vectors - 1] - sources[0] == (vectors - 1) * (L / spread);
        int pitch = VECTORS / (woven(spread) ? 2 : 1) * L;
        for (int k = 0; k < channels; k += F32Spread.CHANNELS) {
            int count = Math.min(F32Spread.CHANNELS, channels - k);
            int at = from + k * channelStep;
            int target = to + k * pitch;
            if (inARun && count == F32Spread.CHANNELS) {
                runs(src, at + sources[0], channelStep, tiles, spread, panels, target, panelStep);
            } else if (spread == 1) {
                F32Spread.once(src, at, channelStep, count, sources, tiles, panels, target, pitch, panelStep);
            } else if (WOVEN) {
                F32Spread.halves(src, at, channelStep, count, sources, tiles, panels, target, pitch, panelStep);
            } else {
                F32Spread.twice(src, at, channelStep, count, sources, tiles, panels, target, pitch, panelStep);
            }
        }
    }

    private static void runs(
            float[] src, int at, int channelStep, int tiles, int spread, float[] panels, int to, int panelStep) {
        if (spread == 1) {
            F32Spread.runsOnce(src, at, channelStep, tiles, panels, to, panelStep);
        } else if (WOVEN) {
            F32Spread.runsInHalves(src, at, channelStep, tiles, panels, to, panelStep);
        } else {
            F32Spread.runsTwice(src, at, channelStep, tiles, panels, to, panelStep);
        }
    }

    @Override
    public void run(OneTapUnit unit, int at, int weights, int channels, int channel, int to, int place) {
        if (unit.woven()) {
            woven(unit, at, weights, channels, channel, to, place);
            return;
        }
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

    private static void woven(OneTapUnit unit, int at, int weights, int channels, int channel, int to, int place) {
        int c = 0;
        if (channels == CHANNELS) {
            F32OneTapWoven4x2.run(unit, at, weights, channel, to, place);
            c = CHANNELS;
        }
        for (; c + 2 <= channels; c += 2) {
            F32OneTapWoven2x2.run(unit, at, weights + 2 * c, channel + c, to + c * unit.channelStep(), place);
        }
        if (c < channels) {
            F32OneTapWoven1x2.run(unit, at, weights + 2 * c, channel + c, to + c * unit.channelStep(), place);
        }
    }
}
