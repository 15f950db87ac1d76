package io.upvox.bench;

import io.upvox.op.ConvTranspose3dProblem;

/**
 * One problem, measured.
 *
 * @param problem which
 * @param threads intra-op threads
 * @param minMillis the fastest call
 * @param medianMillis the call in the middle
 * @param calls number of calls
 * @param facts what else the measuring JVM knew
 */
record Measured(
        ProblemFiles.Problem problem, int threads, double minMillis, double medianMillis, long calls, Facts facts) {

    private ConvTranspose3dProblem parsed() {
        return ConvTranspose3dProblem.parse(problem.descriptor());
    }

    /** Two operations for each product that lands in the output. */
    double gflop() {
        return 2e-9 * parsed().multiplyAdds();
    }

    /** Input, weights and output, each once. */
    double bytes() {
        ConvTranspose3dProblem p = parsed();
        return 4.0 * (p.input().elements() + p.output().elements() + p.params().weightElements());
    }

    /** By the median. */
    double gflops() {
        return gflop() / medianMillis * 1e3;
    }

    /** By the median. */
    double shareOfPeak() {
        return gflops() / facts.peak();
    }

    double writeMillis() {
        return facts.writeNanos() * 1e-6;
    }

    /** The time that arithmetic takes at the FMA peak, or a plain loop to write the output, whichever is longer. */
    double boundMillis() {
        return Math.max(gflop() / facts.peak() * 1e3, writeMillis());
    }

    /** Whether writing binds. */
    boolean bindsMemory() {
        return writeMillis() > gflop() / facts.peak() * 1e3;
    }

    /** By the median; above 1 where a fast algorithm needs fewer operations. */
    double shareOfBound() {
        return boundMillis() / medianMillis;
    }
}
