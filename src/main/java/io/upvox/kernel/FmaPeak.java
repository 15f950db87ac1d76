package io.upvox.kernel;

import io.upvox.parallel.IntraOpPool;

/** Measures what a number of threads reach together with {@link FmaLoop}. */
public final class FmaPeak {
    /** Some tenths of a millisecond a unit. */
    private static final int ROUNDS = 100_000;

    private static final int UNITS_PER_THREAD = 16;

    /** The first may take longer than all others together: the loop is compiled meanwhile. */
    private static final int LEAST = 4;

    private FmaPeak() {}

    /**
     * The best of several measurements, in GFLOP/s of all threads together.
     *
     * @param threads how many, at least 1
     * @param nanos how long to measure, some 10^8; a few measurements are made in any case
     */
    public static double gflops(int threads, long nanos) {
        FmaLoop loop = VectorSupport.ofThisJvm().fmaLoop();
        int rounds = (int) Math.max(1, ROUNDS * 384L / loop.flopsPerRound());
        int units = threads * UNITS_PER_THREAD;
        float[] sink = new float[units];
        double flops = (double) rounds * loop.flopsPerRound() * units;
        double best = 0;
        long end = System.nanoTime() + nanos;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            long start = System.nanoTime();
            IntraOpPool.shared().run(threads, units, (unit, worker) -> sink[unit] = loop.run(rounds));
            best = Math.max(best, flops / (System.nanoTime() - start));
        }
        return best;
    }
}
