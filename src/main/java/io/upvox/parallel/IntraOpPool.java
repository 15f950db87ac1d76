package io.upvox.parallel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The intra-op threads of this JVM: they share the work inside one sample, while Spark's tasks share the samples.
 *
 * <p>A call names its own number of threads (a task's share, {@code TaskContext.cpus()}); the caller is one of them. Workers
 * that have just finished look out for more work for a moment before they sleep: handing work to a worker that looks out
 * takes about a microsecond, waking one some fifty. Idle workers end after a minute, so the pool never holds more than the
 * calls under way asked for.
 */
public final class IntraOpPool {
    private static final IntraOpPool SHARED = new IntraOpPool();

    /** Workers without work, the one that became idle last first: it is the most likely to be awake. */
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

    private final AtomicInteger number = new AtomicInteger();

    private IntraOpPool() {}

    /** The pool of this JVM. */
    public static IntraOpPool shared() {
        return SHARED;
    }

    /**
     * Number of threads that some work is worth: one, and one more for each amount that pays for it.
     *
     * @param work in any unit
     * @param each amount for which one more thread brings more than it costs
     * @param most that may be used, at least 1
     */
    public static int worth(long work, long each, int most) {
        return (int) Math.min(most, 1 + work / each);
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
     * Does all units, by at most that many threads, and returns when all are done. Each thread begins with its own share of
     * them, consecutive ones and the same in every call of as many: so that it finds in its caches what it wrote before.
     *
     * @param threads at least 1; 1 runs everything in the caller
     * @param units number of units, at least 0
     * @throws RuntimeException what a unit threw first; no further units are begun then
     */
    public void run(int threads, int units, Body body) {
        int used = Math.min(threads, units);
        Job job = new Job(units, body, Math.max(0, used - 1));
        Worker[] helpers = new Worker[Math.max(0, used - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = hand(job, i + 1);
        }
        job.drain(0);
        for (Worker helper : helpers) {
            if (helper.takeBack(job)) {
                // It never began, for want of a processor perhaps: there is nothing to wait for.
                idle.addFirst(helper);
                job.leave();
            }
        }
        job.await();
        job.rethrow();
    }

    private Worker hand(Job job, int worker) {
        Worker free = idle.pollFirst();
        if (free == null) {
            free = new Worker(idle, number.incrementAndGet());
            free.give(job, worker);
            free.start();
        } else {
            free.give(job, worker);
        }
        return free;
    }

    /** Number of workers without work. */
    int idleWorkers() {
        return idle.size();
    }
}
