package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;

/**
 * The features of an axis with two phases, one of one tap and one of two, as kernels of 3 have at stride 2. Their F(2,1) and F(2,2)
 * take inputs {@code x0, x1, x2} and share one of five features: {@code x0 - x1, x1, x1 - x2} are those of two taps, {@code x1}
 * and a single one, {@code x0} or {@code x2}, those of one tap.
 */
final class SharedFeatures {
    /** Features of the axis, in that order. */
    static final int COUNT = 4;

    private static final int MIDDLE = 1;
    private static final int SINGLE = 3;

    private SharedFeatures() {}

    /** Whether an axis has such phases. */
    static boolean exist(AxisPlan axis) {
        return axis.phases().length == 2
                && axis.twoOfFew(0)
                && axis.twoOfFew(1)
                && axis.taps(0) + axis.taps(1) == 3
                && (begins(axis, 0) || begins(axis, 1));
    }

    /** Whether the phase of one tap begins at a tap of the other. */
    private static boolean begins(AxisPlan axis, int tap) {
        AxisPhase[] phases = axis.phases();
        AxisPhase two = phases[axis.taps(0) == 2 ? 0 : 1];
        AxisPhase one = phases[axis.taps(0) == 2 ? 1 : 0];
        return one.offsets()[0] == two.offsets()[tap];
    }

    /** Which input the single one is: 0 or 2. */
    static int single(AxisPlan axis) {
        return begins(axis, 0) ? 0 : 2;
    }

    /** Number of the feature that a product of a phase takes. */
    static int of(AxisPlan axis, int residue, int product) {
        if (axis.taps(residue) == 2) {
            return product;
        }
        boolean middle = product == 0 ? single(axis) == 2 : single(axis) == 0;
        return middle ? MIDDLE : SINGLE;
    }
}
