package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dProblem;

/** What the fast family promises. */
final class ToomCookAccuracy {
    private ToomCookAccuracy() {}

    /**
     * F(2,2) and F(2,3) have but halves on the way, which are exact for small integers; F(2,5) has sixths, with 8 ulps of the
     * window.
     */
    static double integerBound(ConvTranspose3dProblem problem, double window) {
        boolean five = problem.params().kernel().h()
                        > 3 * problem.params().stride().h()
                || problem.params().kernel().w() > 3 * problem.params().stride().w();
        return five ? 8 * Math.ulp(1f) * window : 0;
    }
}
