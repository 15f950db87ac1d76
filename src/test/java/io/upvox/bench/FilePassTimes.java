package io.upvox.bench;

import java.util.Arrays;

/**
 * What a way took.
 *
 * @param pass which
 * @param nanos of each round, from the start of the first task to the end of the last
 * @param gcNanos of garbage collections during all rounds
 * @param allocatedBytes by the tasks in one round, on average
 */
record FilePassTimes(FilePass pass, long[] nanos, long gcNanos, long allocatedBytes) {
    double medianMillis() {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2e6;
    }

    double minMillis() {
        return Arrays.stream(nanos).min().orElseThrow() / 1e6;
    }

    /** Share of the time in which garbage was collected. */
    double gcShare() {
        return (double) gcNanos / Arrays.stream(nanos).sum();
    }
}
