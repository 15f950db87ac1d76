package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.PhaseTable;

/**
 * The panels of {@link SubconvWeights} with the input channels innermost: terms in the order tap along D, H, W, channel. An
 * output with one tap along W then reads all weights of a tap along H in one run. They are a copy, made when a problem first
 * asks for it.
 */
final class PositionWeights {
    private final SubconvWeights weights;
    private final float[] panels;

    PositionWeights(SubconvWeights weights) {
        this.weights = weights;
        this.panels = new float[weights.panels().length];
        PhaseTable phases = weights.phases();
        for (int rd = 0; rd < phases.d().length; rd++) {
            for (int rh = 0; rh < phases.h().length; rh++) {
                for (int rw = 0; rw < phases.w().length; rw++) {
                    int[] places = places(rd, rh, rw);
                    for (int group = 0; group < weights.groups(); group++) {
                        for (int block = 0; block < weights.blocks(); block++) {
                            copy(weights.panel(group, block, phases.index(rd, rh, rw)), weights.width(block), places);
                        }
                    }
                }
            }
        }
    }

    /** Where the terms of a phase go. */
    private int[] places(int rd, int rh, int rw) {
        PhaseTable phases = weights.phases();
        int[] places = new int[phases.reduction(rd, rh, rw)];
        int[] next = {0};
        phases.forEachTerm(rd, rh, rw, (td, channel, th, tw) -> places[next[0]++] = term(rh, rw, td, th, tw) + channel);
        return places;
    }

    private void copy(int panel, int width, int[] places) {
        for (int k = 0; k < places.length; k++) {
            System.arraycopy(weights.panels(), panel + k * width, panels, panel + places[k] * width, width);
        }
    }

    /** Index of the term of the first channel of a tap; those of the other channels follow. */
    int term(int residueH, int residueW, int td, int th, int tw) {
        PhaseTable phases = weights.phases();
        int taps = td * phases.h()[residueH].count() + th;
        return (taps * phases.w()[residueW].count() + tw) * phases.inChannels();
    }

    /** All panels; they begin where those of {@link SubconvWeights} begin. */
    float[] panels() {
        return panels;
    }
}
