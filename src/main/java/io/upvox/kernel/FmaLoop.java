package io.upvox.kernel;

/**
 * Fused multiply-adds that never leave the registers: how fast this JVM can compute at all. The speed of kernels is told as a
 * share of what this loop reaches in the same process.
 */
public interface FmaLoop {
    /** Floating-point operations of one round, two for each multiply-add. */
    int flopsPerRound();

    /** Runs that many rounds; the result depends on all of them, so that none can be left out. */
    float run(int rounds);
}
