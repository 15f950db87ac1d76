package io.upvox.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The intra-op threads of this JVM: they share the work inside one sample, while Spark's tasks share the samples.
 *
 * <p>A call names its own number of threads (a task's share, {@code TaskContext.cpus()}); the caller is one of them. Idle
 * threads end after a minute, so the pool never holds more than the calls under way asked for.
 */
public final class IntraOpPool {
    private static final IntraOpPool SHARED = new IntraOpPool();

    private final ExecutorService workers;

    private IntraOpPool() {
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread t = new Thread(task, "upvox-intra-op-" + number.incrementAndGet());
            t.setDaemon(true);
            return t;
        });
    }

    /** The pool of this JVM. */
    public static IntraOpPool shared() {
        return SHARED;
    }

    /** What one thread does with one unit of work. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param unit the unit's index, from 0; each is done once, by one thread
         * @param worker which of the call's threads this is, from 0: names its scratch memory
         */
        void run(int unit, int worker);
    }

    /**
     * Does all units, by at most that many threads, and returns when all are done. Units are handed out in order.
     *
     * @param threads at least 1; 1 runs everything in the caller
     * @param units number of units, at least 0
     * @throws RuntimeException what a unit threw first; no further units are begun then
     */
    public void run(int threads, int units, Body body) {
        int used = Math.min(threads, units);
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        if (used > 1) {
            CountDownLatch done = new CountDownLatch(used - 1);
            for (int worker = 1; worker < used; worker++) {
                int w = worker;
                workers.execute(() -> {
                    try {
                        drain(next, units, body, w, failure);
                    } finally {
                        done.countDown();
                    }
                });
            }
            drain(next, units, body, 0, failure);
            awaitAll(done);
        } else {
            drain(next, units, body, 0, failure);
        }
        Throwable t = failure.get();
        if (t instanceof RuntimeException e) {
            throw e;
        }
        if (t instanceof Error e) {
            throw e;
        }
    }

    private static void drain(
            AtomicInteger next, int units, Body body, int worker, AtomicReference<@Nullable Throwable> failure) {
        try {
            for (int unit = next.getAndIncrement(); unit < units; unit = next.getAndIncrement()) {
                body.run(unit, worker);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(units);
        }
    }

    /** Workers write into the caller's arrays: it must not return before them, interrupted or not. */
    private static void awaitAll(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
