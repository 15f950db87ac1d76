package io.upvox.kernel.fold;

import io.upvox.kernel.phase.AxisPhase;

/**
 * Neighbouring rows of cells of one residue that take their rows of a range of inputs by the same taps.
 *
 * @param cell0 first row of cells
 * @param cell1 behind the last one
 * @param first first tap of the phase
 * @param last behind the last tap; equal to {@code first} if there is none
 */
record RowTaps(int cell0, int cell1, int first, int last) {
    /** The rows from q on, at most to one, as taken from rows r0 to r1 of the input. */
    static RowTaps of(AxisPhase phase, int q, int most, int r0, int r1) {
        int next = most;
        int first = 0;
        for (; first < phase.count() && q + phase.offsets()[first] < r0; first++) {
            next = Math.min(next, r0 - phase.offsets()[first]);
        }
        int last = first;
        for (; last < phase.count() && q + phase.offsets()[last] < r1; last++) {
            next = Math.min(next, r1 - phase.offsets()[last]);
        }
        return new RowTaps(q, next, first, last);
    }

    int cells() {
        return cell1 - cell0;
    }

    int count() {
        return last - first;
    }
}
