package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.phase.PhaseTable;

/**
 * The terms of a reduction whose input row exists for a row of cells. For each tap along D they are one range; rows that see
 * all taps have but one range of all. The terms that are left out have inputs of +0: that changes no bits, since a sum's sign
 * of zero is lost with the bias.
 */
final class RowTerms {
    /** Skipping fewer terms at a time costs more, by loading and storing sums, than it saves. */
    private static final int LEAST = 16;

    private final int perTapD;
    /** The range among the terms of a tap along D. */
    private final int first;

    private final int last;

    /**
     * The terms of a row.
     *
     * @param q cell along H
     * @param height rows of the input
     */
    RowTerms(PhaseTable phases, int residueH, int residueW, int q, int height) {
        AxisPhase h = phases.h()[residueH];
        perTapD = phases.reductionPerTapD(residueH, residueW);
        int perTapH = perTapD / h.count();
        int from = AxisTaps.first(h, q) * perTapH;
        int until = AxisTaps.last(h, q, height) * perTapH;
        boolean pays = from == until || perTapD - (until - from) >= LEAST;
        first = pays ? from : 0;
        last = pays ? until : perTapD;
    }

    /** The first term of a range from term {@code k} on. */
    int begin(int k) {
        if (first == last) {
            return Integer.MAX_VALUE;
        }
        int tap = k / perTapD * perTapD;
        return k < tap + last ? Math.max(k, tap + first) : tap + perTapD + first;
    }

    /** Behind the last term of the range that holds term {@code k}. */
    int end(int k) {
        return last - first == perTapD ? Integer.MAX_VALUE : k / perTapD * perTapD + last;
    }
}
