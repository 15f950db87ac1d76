package io.upvox.kernel.rows;

import io.upvox.kernel.phase.AxisPhase;
import java.util.Arrays;
import java.util.Optional;

/**
 * How even and odd outputs of a row take their inputs at a stride of 2 along W. The last input that the even output of a cell
 * takes is the cell's centre; those of an output lie side by side. There is an inner loop for each form.
 *
 * <p>Where both outputs have as many taps, inputs may be spread to the lanes of outputs instead, once for an output's first tap and
 * once for its second: that is worth it where two planes take them.
 */
public enum WovenForm {
    /** Even outputs take the centre and the input before it, odd ones the centre and the next: a kernel of 4, odd padding. */
    FOUR_ODD(2, 0, 2),
    /** Both take the centre and the input before it: a kernel of 4, even padding. */
    FOUR_EVEN(2, -1, 2),
    /** Even outputs take the centre, odd ones the next as well: a kernel of 3, odd padding. */
    THREE_ODD(1, 0, 2),
    /** Even outputs take the centre and the input before it, odd ones the centre: a kernel of 3, even padding. */
    THREE_EVEN(2, 0, 1),
    /** Even outputs take the centre, odd ones the next input: a kernel of 2, odd padding. */
    TWO_ODD(1, 1, 1),
    /** Both take the centre: a kernel of 2, even padding. */
    TWO_EVEN(1, 0, 1);

    private static final int STRIDE = 2;

    private final int even;
    private final int first;
    private final int odd;

    /** From the taps of an even output, the first input of an odd one, counted from the centre, and its taps. */
    WovenForm(int even, int first, int odd) {
        this.even = even;
        this.first = first;
        this.odd = odd;
    }

    /** The form of an axis, if there is one. */
    static Optional<WovenForm> of(AxisPhase[] phases) {
        return phases.length == STRIDE
                ? Arrays.stream(values()).filter(form -> form.fits(phases)).findFirst()
                : Optional.empty();
    }

    private boolean fits(AxisPhase[] phases) {
        return phases[0].count() == even
                && phases[1].count() == odd
                && together(phases[0])
                && together(phases[1])
                && phases[1].offsets()[0] - centre(phases) == first;
    }

    private static boolean together(AxisPhase phase) {
        int[] offsets = phase.offsets();
        return offsets[offsets.length - 1] - offsets[0] == offsets.length - 1;
    }

    /** Whether inputs can be spread. */
    boolean spreads() {
        return even == odd;
    }

    /** The centre of cell 0. */
    static int centre(AxisPhase[] phases) {
        return phases[0].offsets()[phases[0].count() - 1];
    }

    /** Taps of both outputs of a cell. */
    int taps() {
        return even + odd;
    }
}
