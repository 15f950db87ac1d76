package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Spreads the inputs of a channel, or of some that lie side by side in a panel, into panels. */
final class F32Spread {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /**
     * Channels that are spread at once. A processor begins anew to fetch ahead in each channel, whose run is short: several at
     * once take hardly longer than one.
     */
    static final int CHANNELS = 4;

    private F32Spread() {}

    /**
     * Each input into two lanes.
     *
     * @param src a tensor
     * @param at where sources count from in the first channel
     * @param step inputs from one channel to the next
     * @param channels number of channels
     * @param sources where vectors begin
     * @param tiles number of tiles
     * @param panels receives the panels
     * @param to where the first channel's first tile goes
     * @param pitch from one channel to the next in a panel
     * @param panelStep from one tile to the next
     */
    static void twice(
            float[] src,
            int at,
            int step,
            int channels,
            int[] sources,
            int tiles,
            float[] panels,
            int to,
            int pitch,
            int panelStep) {
        int last = src.length - L;
        for (int i = 0; i < tiles * OneTapTiles.VECTORS; i++) {
            int s = at + sources[i];
            int target = to + i / OneTapTiles.VECTORS * panelStep + i % OneTapTiles.VECTORS * L;
            for (int c = 0; c < channels; c++) {
                if (s <= last) {
                    FloatVector.fromArray(SPECIES, src, s).rearrange(Pairs.LOW).intoArray(panels, target);
                } else { // the second half of a vector would lie behind the tensor
                    FloatVector.fromArray(SPECIES, src, s + L / 2 - L)
                            .rearrange(Pairs.HIGH)
                            .intoArray(panels, target);
                }
                s += step;
                target += pitch;
            }
        }
    }

    /**
     * The same for {@link #CHANNELS} channels at once, where all vectors take their inputs one behind the other.
     *
     * @param step inputs from one channel to the next
     */
    static void runsTwice(float[] src, int at, int step, int tiles, float[] panels, int to, int panelStep) {
        int a = at;
        int target = to;
        for (int t = 0; t < tiles; t++) {
            int b = a + step;
            int c = b + step;
            int d = c + step;
            FloatVector a0 = FloatVector.fromArray(SPECIES, src, a);
            FloatVector a1 = FloatVector.fromArray(SPECIES, src, a + L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, src, b);
            FloatVector b1 = FloatVector.fromArray(SPECIES, src, b + L);
            FloatVector c0 = FloatVector.fromArray(SPECIES, src, c);
            FloatVector c1 = FloatVector.fromArray(SPECIES, src, c + L);
            FloatVector d0 = FloatVector.fromArray(SPECIES, src, d);
            FloatVector d1 = FloatVector.fromArray(SPECIES, src, d + L);
            a0.rearrange(Pairs.LOW).intoArray(panels, target);
            a0.rearrange(Pairs.HIGH).intoArray(panels, target + L);
            a1.rearrange(Pairs.LOW).intoArray(panels, target + 2 * L);
            a1.rearrange(Pairs.HIGH).intoArray(panels, target + 3 * L);
            b0.rearrange(Pairs.LOW).intoArray(panels, target + 4 * L);
            b0.rearrange(Pairs.HIGH).intoArray(panels, target + 5 * L);
            b1.rearrange(Pairs.LOW).intoArray(panels, target + 6 * L);
            b1.rearrange(Pairs.HIGH).intoArray(panels, target + 7 * L);
            c0.rearrange(Pairs.LOW).intoArray(panels, target + 8 * L);
            c0.rearrange(Pairs.HIGH).intoArray(panels, target + 9 * L);
            c1.rearrange(Pairs.LOW).intoArray(panels, target + 10 * L);
            c1.rearrange(Pairs.HIGH).intoArray(panels, target + 11 * L);
            d0.rearrange(Pairs.LOW).intoArray(panels, target + 12 * L);
            d0.rearrange(Pairs.HIGH).intoArray(panels, target + 13 * L);
            d1.rearrange(Pairs.LOW).intoArray(panels, target + 14 * L);
            d1.rearrange(Pairs.HIGH).intoArray(panels, target + 15 * L);
            a += 2 * L;
            target += panelStep;
        }
    }

    /** Halves of vectors from two places, woven: a0, b0, a1, b1, ... Otherwise as {@link #twice}. */
    static void halves(
            float[] src,
            int at,
            int step,
            int channels,
            int[] sources,
            int tiles,
            float[] panels,
            int to,
            int pitch,
            int panelStep) {
        int last = src.length - L;
        for (int i = 0; i < tiles * OneTapTiles.VECTORS; i += 2) {
            int a = at + sources[i];
            int b = at + sources[i + 1] - L / 2;
            int target = to + i / OneTapTiles.VECTORS * panelStep + i % OneTapTiles.VECTORS / 2 * L;
            for (int c = 0; c < channels; c++) {
                if (a <= last && b >= 0) {
                    FloatVector.fromArray(SPECIES, src, a)
                            .rearrange(Pairs.LOW)
                            .blend(FloatVector.fromArray(SPECIES, src, b).rearrange(Pairs.HIGH), Pairs.ODD)
                            .intoArray(panels, target);
                } else { // a part that is not used would lie outside the tensor
                    for (int j = 0; j < L / 2; j++) {
                        panels[target + 2 * j] = src[a + j];
                        panels[target + 2 * j + 1] = src[b + L / 2 + j];
                    }
                }
                a += step;
                b += step;
                target += pitch;
            }
        }
    }

    /**
     * The same for {@link #CHANNELS} channels at once, where all halves take their inputs one behind the other.
     *
     * @param step inputs from one channel to the next
     */
    static void runsInHalves(float[] src, int at, int step, int tiles, float[] panels, int to, int panelStep) {
        int a = at;
        int target = to;
        for (int t = 0; t < tiles; t++) {
            int b = a + step;
            int c = b + step;
            int d = c + step;
            FloatVector a0 = FloatVector.fromArray(SPECIES, src, a);
            FloatVector a1 = FloatVector.fromArray(SPECIES, src, a + L);
            FloatVector b0 = FloatVector.fromArray(SPECIES, src, b);
            FloatVector b1 = FloatVector.fromArray(SPECIES, src, b + L);
            FloatVector c0 = FloatVector.fromArray(SPECIES, src, c);
            FloatVector c1 = FloatVector.fromArray(SPECIES, src, c + L);
            FloatVector d0 = FloatVector.fromArray(SPECIES, src, d);
            FloatVector d1 = FloatVector.fromArray(SPECIES, src, d + L);
            a0.rearrange(Pairs.HALVES).intoArray(panels, target);
            a1.rearrange(Pairs.HALVES).intoArray(panels, target + L);
            b0.rearrange(Pairs.HALVES).intoArray(panels, target + 2 * L);
            b1.rearrange(Pairs.HALVES).intoArray(panels, target + 3 * L);
            c0.rearrange(Pairs.HALVES).intoArray(panels, target + 4 * L);
            c1.rearrange(Pairs.HALVES).intoArray(panels, target + 5 * L);
            d0.rearrange(Pairs.HALVES).intoArray(panels, target + 6 * L);
            d1.rearrange(Pairs.HALVES).intoArray(panels, target + 7 * L);
            a += 2 * L;
            target += panelStep;
        }
    }

    /** As they are. Otherwise as {@link #twice}. */
    static void once(
            float[] src,
            int at,
            int step,
            int channels,
            int[] sources,
            int tiles,
            float[] panels,
            int to,
            int pitch,
            int panelStep) {
        for (int i = 0; i < tiles * OneTapTiles.VECTORS; i++) {
            int s = at + sources[i];
            int target = to + i / OneTapTiles.VECTORS * panelStep + i % OneTapTiles.VECTORS * L;
            for (int c = 0; c < channels; c++) {
                FloatVector.fromArray(SPECIES, src, s).intoArray(panels, target);
                s += step;
                target += pitch;
            }
        }
    }

    /** The same for {@link #CHANNELS} channels at once, where all vectors lie one behind the other. */
    static void runsOnce(float[] src, int at, int step, int tiles, float[] panels, int to, int panelStep) {
        int a = at;
        int target = to;
        for (int t = 0; t < tiles; t++) {
            int b = a + step;
            int c = b + step;
            int d = c + step;
            for (int v = 0; v < OneTapTiles.VECTORS * L; v += L) {
                FloatVector x = FloatVector.fromArray(SPECIES, src, a + v);
                FloatVector y = FloatVector.fromArray(SPECIES, src, b + v);
                FloatVector z = FloatVector.fromArray(SPECIES, src, c + v);
                FloatVector w = FloatVector.fromArray(SPECIES, src, d + v);
                x.intoArray(panels, target + v);
                y.intoArray(panels, target + OneTapTiles.VECTORS * L + v);
                z.intoArray(panels, target + 2 * OneTapTiles.VECTORS * L + v);
                w.intoArray(panels, target + 3 * OneTapTiles.VECTORS * L + v);
            }
            a += OneTapTiles.VECTORS * L;
            target += panelStep;
        }
    }
}
