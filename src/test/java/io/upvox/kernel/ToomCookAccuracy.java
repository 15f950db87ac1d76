package io.upvox.kernel;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.Arrays;

/** What the fast family promises. */
final class ToomCookAccuracy {
    private ToomCookAccuracy() {}

    /**
     * F(2,2) and F(2,3) have but halves on the way, which are exact for small integers; F(4,3) and F(4,5) round, within 8 ulps
     * of the window.
     */
    static double integerBound(ConvTranspose3dProblem problem, double window) {
        PhaseTable phases = new PhaseTable(problem.params());
        return rounds(phases.h()) || rounds(phases.w()) ? 8 * Math.ulp(1f) * window : 0;
    }

    /** Whether an axis has no phase of one or two taps, but some taps. */
    private static boolean rounds(AxisPhase[] phases) {
        return Arrays.stream(phases).mapToInt(AxisPhase::count).max().orElse(0) > 2
                && Arrays.stream(phases).mapToInt(AxisPhase::count).noneMatch(taps -> taps == 1 || taps == 2);
    }
}
