package io.upvox.kernel.fold;

import io.upvox.kernel.phase.AxisPhase;

/**
 * A range of stride cells on one axis (outputs {@code q*stride + residue}), and the inputs that its outputs take.
 *
 * @param cell0 first cell
 * @param cell1 behind the last cell
 * @param first first input
 * @param last behind the last input; equal to {@code first} if outputs take none
 * @param before positions before {@code first} where outputs look for inputs and there are none
 * @param behind positions from {@code last} on where they do
 */
record Window(int cell0, int cell1, int first, int last, int before, int behind) {
    static Window of(int cell0, int cell1, AxisPhase[] phases, int inputs) {
        int low = cell0 + AxisPhase.lowest(phases);
        int high = cell1 + AxisPhase.highest(phases);
        int first = Math.min(Math.max(low, 0), inputs);
        int last = Math.min(Math.max(high, first), inputs);
        return new Window(cell0, cell1, first, last, Math.max(0, first - low), Math.max(0, high - last));
    }

    int cells() {
        return cell1 - cell0;
    }

    int inputs() {
        return last - first;
    }

    /** Zeros that serve behind one row and before the next. */
    int halo() {
        return Math.max(before, behind);
    }

    /** Distance of rows: a row of cells or of inputs and zeros. */
    int pitch() {
        return Math.max(cells(), inputs() + halo());
    }
}
