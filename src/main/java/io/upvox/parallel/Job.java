package io.upvox.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call of the pool: units handed out by a counter, and what became of them. */
final class Job {
    private static final int ROUNDS = 400;
    private static final long PAUSE_NANOS = 20_000;

    private final int units;
    private final IntraOpPool.Body body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int units, IntraOpPool.Body body, int workers) {
        this.units = units;
        this.body = body;
        this.working = new AtomicInteger(workers);
    }

    /** Does units until none is left. */
    void drain(int worker) {
        try {
            for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
                body.run(unit, worker);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(units);
        }
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
