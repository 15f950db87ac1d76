package io.upvox.kernel.fold;

import io.upvox.kernel.phase.AxisPhase;

/**
 * A range of stride cells on one axis (outputs {@code q*stride + residue}), and the inputs that its outputs take.
 *
 * @param cell0 first cell
 * @param cell1 behind the last cell
 * @param first first input
 * @param last behind the last input; equal to {@code first} if outputs take none
 */
record Window(int cell0, int cell1, int first, int last) {
    static Window of(int cell0, int cell1, AxisPhase[] phases, int inputs) {
        int low = cell0 + AxisPhase.lowest(phases);
        int high = cell1 + AxisPhase.highest(phases);
        int first = Math.min(Math.max(low, 0), inputs);
        int last = Math.min(Math.max(high, first), inputs);
        return new Window(cell0, cell1, first, last);
    }

    int cells() {
        return cell1 - cell0;
    }

    int inputs() {
        return last - first;
    }

    /** Distance of rows: a row of cells or of inputs. */
    int pitch() {
        return Math.max(cells(), inputs());
    }

    /** How far before the first element of its row a cell may find the product of a tap. */
    int spillBefore(int offset) {
        return Math.max(0, first - cell0 - offset);
    }

    /** How far behind the last element of its row a cell may find the product of a tap. */
    int spillBehind(int offset) {
        return Math.max(0, cell1 + offset - first - pitch());
    }
}
