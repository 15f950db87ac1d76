package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.tile.ChannelTiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of phases along W whose terms read the same inputs, for a last block of 16 output channels: their panels lie side by
 * side as one of 32, so that each input that is broadcast serves two vectors instead of one.
 *
 * <p>The terms of two phases read the same inputs if their offsets differ by a constant shift: the second phase's output then
 * belongs to a cell that lies that much before the first's. The terms and their order stay those of each phase.
 */
final class PhasePairs {
    /** A run begins or ends that many cells further out: few, since the sums there are thrown away. */
    static final int REACH = 1;

    /** Output channels of a block whose phases are paired. */
    static final int NARROW = SubconvWeights.WIDE / 2;

    private static final int NONE = -1;

    private final PhaseTable phases;
    /** Residue of the other phase, for the first and for the second of a pair. */
    private final int[] second;

    private final int[] first;
    private final int[] panelAt;
    private final float[] panels;

    /** The pairs of a layer; null if there are none. */
    static @Nullable PhasePairs of(SubconvWeights weights) {
        if (weights.width(weights.blocks() - 1) != NARROW) {
            return null;
        }
        PhasePairs pairs = new PhasePairs(weights);
        return pairs.panels.length == 0 ? null : pairs;
    }

    private PhasePairs(SubconvWeights weights) {
        phases = weights.phases();
        AxisPhase[] w = phases.w();
        second = new int[w.length];
        first = new int[w.length];
        Arrays.fill(second, NONE);
        Arrays.fill(first, NONE);
        for (int a = 0; a < w.length; a++) {
            for (int b = a + 1; b < w.length && second[a] == NONE && first[a] == NONE; b++) {
                if (first[b] == NONE && second[b] == NONE && sameInputs(w[a], w[b])) {
                    second[a] = b;
                    first[b] = a;
                }
            }
        }
        panelAt = new int[weights.groups() * phases.count()];
        long size = 0;
        for (int i = 0; i < panelAt.length; i++) {
            if (second[i % w.length] != NONE) {
                panelAt[i] = Math.toIntExact(ChannelTiles.ALIGNED + size);
                size += (long) reduction(i % phases.count()) * SubconvWeights.WIDE;
            }
        }
        panels = new float[size == 0 ? 0 : Math.toIntExact(ChannelTiles.ALIGNED + size)];
        for (int i = 0; i < panelAt.length; i++) {
            int residue = i % w.length;
            if (second[residue] != NONE) {
                int group = i / phases.count();
                int phase = i % phases.count();
                fill(weights, group, phase, panelAt[i]);
                fill(weights, group, phase + second[residue] - residue, panelAt[i] + NARROW);
            }
        }
    }

    private static boolean sameInputs(AxisPhase a, AxisPhase b) {
        if (a.count() == 0 || a.count() != b.count()) {
            return false;
        }
        int shift = b.offsets()[0] - a.offsets()[0];
        for (int i = 0; i < a.count(); i++) {
            if (b.offsets()[i] - a.offsets()[i] != shift) {
                return false;
            }
        }
        return shift >= 0 && shift <= REACH;
    }

    private int reduction(int phase) {
        int w = phases.w().length;
        int h = phases.h().length;
        return phases.reduction(phase / w / h, phase / w % h, phase % w);
    }

    private void fill(SubconvWeights weights, int group, int phase, int at) {
        int from = weights.panel(group, weights.blocks() - 1, phase);
        for (int k = 0; k < reduction(phase); k++) {
            System.arraycopy(weights.panels(), from + k * NARROW, panels, at + k * SubconvWeights.WIDE, NARROW);
        }
    }

    /** Whether a residue along W is the first of a pair. */
    boolean isFirst(int residue) {
        return second[residue] != NONE;
    }

    /** Whether a residue along W is the second of a pair: the first brings its sums. */
    boolean isSecond(int residue) {
        return first[residue] != NONE;
    }

    /** Residue of the second phase of the pair whose first is given. */
    int second(int residue) {
        return second[residue];
    }

    /** Cells that the second phase's output lies before the first's. */
    int shift(int residue) {
        return phases.w()[second[residue]].offsets()[0] - phases.w()[residue].offsets()[0];
    }

    /** All panels. */
    float[] panels() {
        return panels;
    }

    /** Where the panel of the pair begins whose first phase is given. */
    int panel(int group, int phase) {
        return panelAt[group * phases.count() + phase];
    }
}
