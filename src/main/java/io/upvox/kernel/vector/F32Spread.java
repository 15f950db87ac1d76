package io.upvox.kernel.vector;

import io.upvox.kernel.tile.OneTapTiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Spreads the inputs of one channel into panels. */
final class F32Spread {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32Spread() {}

    /** Each input into two lanes. */
    static void twice(float[] src, int at, int[] sources, int tiles, float[] panels, int to, int panelStep) {
        int last = src.length - L;
        for (int t = 0; t < tiles; t++) {
            int target = to + t * panelStep;
            for (int v = 0; v < OneTapTiles.VECTORS; v++) {
                int s = at + sources[t * OneTapTiles.VECTORS + v];
                if (s <= last) {
                    FloatVector.fromArray(SPECIES, src, s).rearrange(Pairs.LOW).intoArray(panels, target + v * L);
                } else { // the second half of a vector would lie behind the tensor
                    FloatVector.fromArray(SPECIES, src, s + L / 2 - L)
                            .rearrange(Pairs.HIGH)
                            .intoArray(panels, target + v * L);
                }
            }
        }
    }

    /**
     * The same where all vectors take their inputs one behind the other: few instructions for each cache line, so that a core has
     * many on their way from memory.
     */
    static void runTwice(float[] src, int at, int tiles, float[] panels, int to, int panelStep) {
        int s = at;
        int target = to;
        for (int t = 0; t < tiles; t++) {
            FloatVector a = FloatVector.fromArray(SPECIES, src, s);
            FloatVector b = FloatVector.fromArray(SPECIES, src, s + L);
            a.rearrange(Pairs.LOW).intoArray(panels, target);
            a.rearrange(Pairs.HIGH).intoArray(panels, target + L);
            b.rearrange(Pairs.LOW).intoArray(panels, target + 2 * L);
            b.rearrange(Pairs.HIGH).intoArray(panels, target + 3 * L);
            s += 2 * L;
            target += panelStep;
        }
    }

    /** Halves of vectors from two places, woven: a0, b0, a1, b1, ... */
    static void halves(float[] src, int at, int[] sources, int tiles, float[] panels, int to, int panelStep) {
        int last = src.length - L;
        for (int t = 0; t < tiles; t++) {
            for (int v = 0; v < OneTapTiles.VECTORS; v += 2) {
                int target = to + t * panelStep + v / 2 * L;
                int a = at + sources[t * OneTapTiles.VECTORS + v];
                int b = at + sources[t * OneTapTiles.VECTORS + v + 1] - L / 2;
                if (a <= last && b >= 0) {
                    FloatVector.fromArray(SPECIES, src, a)
                            .rearrange(Pairs.LOW)
                            .blend(FloatVector.fromArray(SPECIES, src, b).rearrange(Pairs.HIGH), Pairs.ODD)
                            .intoArray(panels, target);
                } else { // a part that is not used would lie outside the tensor
                    for (int i = 0; i < L / 2; i++) {
                        panels[target + 2 * i] = src[a + i];
                        panels[target + 2 * i + 1] = src[b + L / 2 + i];
                    }
                }
            }
        }
    }

    /** The same where all halves take their inputs one behind the other. */
    static void runInHalves(float[] src, int at, int tiles, float[] panels, int to, int panelStep) {
        int s = at;
        int target = to;
        for (int t = 0; t < tiles; t++) {
            FloatVector.fromArray(SPECIES, src, s).rearrange(Pairs.HALVES).intoArray(panels, target);
            FloatVector.fromArray(SPECIES, src, s + L).rearrange(Pairs.HALVES).intoArray(panels, target + L);
            s += 2 * L;
            target += panelStep;
        }
    }

    /** As they are. */
    static void once(float[] src, int at, int[] sources, int tiles, float[] panels, int to, int panelStep) {
        for (int t = 0; t < tiles; t++) {
            int target = to + t * panelStep;
            for (int v = 0; v < OneTapTiles.VECTORS; v++) {
                FloatVector.fromArray(SPECIES, src, at + sources[t * OneTapTiles.VECTORS + v])
                        .intoArray(panels, target + v * L);
            }
        }
    }
}
