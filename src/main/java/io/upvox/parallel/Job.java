package io.upvox.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call of the pool: units handed out by counters, and what became of them.
 *
 * <p>Each thread has a range of the units, the same in every call of as many units, and takes from the others' when its own is
 * done. So what a thread wrote in one call it mostly reads and writes again in the next: where threads do not share a last
 * cache, a line that another one wrote costs some hundred nanoseconds. It also keeps threads from one counter.
 */
final class Job {
    private static final int ROUNDS = 400;
    private static final long PAUSE_NANOS = 20_000;
    /** Distance of counters: two cache lines, which are fetched together. */
    private static final int STEP = 32;

    private final int units;
    private final int threads;
    private final IntraOpPool.Body body;
    /** How many units of each thread's range have been begun. */
    private final AtomicIntegerArray begun;

    private final AtomicInteger working;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int units, IntraOpPool.Body body, int workers) {
        this.units = units;
        this.threads = workers + 1;
        this.body = body;
        this.begun = new AtomicIntegerArray(threads * STEP);
        this.working = new AtomicInteger(workers);
    }

    /** Does units until none is left: first those of the worker's range, then those of the next ones. */
    void drain(int worker) {
        try {
            for (int i = 0; i < threads && failure.get() == null; i++) {
                int range = (worker + i) % threads;
                drain(range, worker);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void drain(int range, int worker) {
        int first = first(range);
        int count = first(range + 1) - first;
        int counter = range * STEP;
        for (int i = begun.getAndIncrement(counter); i < count; i = begun.getAndIncrement(counter)) {
            if (failure.get() != null) {
                return;
            }
            body.run(first + i, worker);
        }
    }

    /** First unit of a thread's range. */
    private int first(int range) {
        return (int) ((long) units * range / threads);
    }

    /** Says that a worker is through; it touches nothing of the caller's afterwards. */
    void leave() {
        working.decrementAndGet();
    }

    /** Whether all workers are through; looks for a moment. */
    private boolean finished() {
        for (int spin = 0; spin < Spin.TURNS; spin++) {
            if (working.get() == 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Waits for all workers, interrupted or not: they write into the caller's arrays. */
    void await() {
        int round = 0;
        boolean interrupted = false;
        while (!finished()) {
            if (round++ < ROUNDS) {
                Spin.offerProcessor();
            } else {
                LockSupport.parkNanos(this, PAUSE_NANOS);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void rethrow() {
        Throwable t = failure.get();
        if (t instanceof RuntimeException e) {
            throw e;
        }
        if (t instanceof Error e) {
            throw e;
        }
    }
}
