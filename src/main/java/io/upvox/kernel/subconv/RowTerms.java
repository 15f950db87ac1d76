package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import io.upvox.kernel.phase.PhaseTable;

/**
 * The terms of a reduction whose input row exists for a row of cells. For each tap along D and each block of input channels
 * they are one range; rows that see all taps have but one range of all. The terms that are left out have inputs of +0: that
 * changes no bits, since a sum's sign of zero is lost with the bias.
 */
final class RowTerms {
    /** Skipping fewer terms at a time costs more, by loading and storing sums, than it saves. */
    private static final int LEAST = 16;

    private final int perTapD;
    private final int pitch;
    private final int inChannels;
    /** Taps along H, and those along W of each. */
    private final int rows;

    private final int columns;
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
        pitch = phases.channelPitch();
        inChannels = phases.inChannels();
        rows = h.count();
        columns = phases.w()[residueW].count();
        int from = AxisTaps.first(h, q);
        int until = AxisTaps.last(h, q, height);
        boolean pays = from == until || (rows - (until - from)) * columns * pitch >= LEAST;
        first = pays ? from : 0;
        last = pays ? until : rows;
    }

    /** The first term of a range from term {@code k} on. */
    int begin(int k) {
        if (first == last) {
            return Integer.MAX_VALUE;
        }
        int at = start(k);
        if (k < at + last * columns * channels(k)) {
            return Math.max(k, at + first * columns * channels(k));
        }
        int next = at + rows * columns * channels(k);
        return next + first * columns * channels(next);
    }

    /** Behind the last term of the range that holds term {@code k}. */
    int end(int k) {
        return last - first == rows ? Integer.MAX_VALUE : start(k) + last * columns * channels(k);
    }

    /** The first term of the same tap along D and block of channels. */
    private int start(int k) {
        return k / perTapD * perTapD + block(k) * pitch * rows * columns;
    }

    private int channels(int k) {
        return Math.min(pitch, inChannels - block(k) * pitch);
    }

    private int block(int k) {
        return k % perTapD / (pitch * rows * columns);
    }
}
