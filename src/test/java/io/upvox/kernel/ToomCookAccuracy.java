package io.upvox.kernel;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.Arrays;

/** What the fast family promises. */
final class ToomCookAccuracy {
    private ToomCookAccuracy() {}

    /**
     * F(2,2) and F(2,3) have but halves on the way, which are exact for small integers; F(4,2), F(4,3) and F(4,5) round, within 8
     * ulps of the window.
     */
    static double integerBound(ConvTranspose3dProblem problem, double window) {
        PhaseTable phases = new PhaseTable(problem.params());
        int h = largeTaps(phases.h());
        int w = largeTaps(phases.w());
        boolean both = Math.min(h, w) > (problem.params().inChannelsPerGroup() < 192 ? 0 : 2);
        return both || Math.max(h, w) > 2 ? 8 * Math.ulp(1f) * window : 0;
    }

    /** Most taps of a phase of an axis that can have tiles of four: none has one tap. */
    private static int largeTaps(AxisPhase[] phases) {
        return Arrays.stream(phases).anyMatch(p -> p.count() == 1)
                ? 0
                : Arrays.stream(phases).mapToInt(AxisPhase::count).max().orElse(0);
    }
}
