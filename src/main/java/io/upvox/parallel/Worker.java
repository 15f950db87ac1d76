package io.upvox.parallel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that does its part of one job after another. */
final class Worker extends Thread {
    /** Rounds of looking out for work, about half a millisecond, before it sleeps. */
    private static final int ROUNDS = 400;

    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A job and which of its threads this worker is. */
    private record Part(Job job, int worker) {}

    private final ConcurrentLinkedDeque<Worker> idle;
    private final AtomicReference<@Nullable Part> part = new AtomicReference<>();

    Worker(ConcurrentLinkedDeque<Worker> idle, int number) {
        super("upvox-intra-op-" + number);
        this.idle = idle;
        setDaemon(true);
    }

    /** Gives work to a worker that has none. */
    void give(Job job, int worker) {
        part.set(new Part(job, worker));
        LockSupport.unpark(this);
    }

    /** Takes work back that has not been begun; false if it has. */
    boolean takeBack(Job job) {
        Part given = part.get();
        return given != null && given.job() == job && part.compareAndSet(given, null);
    }

    @Override
    public void run() {
        for (Part p = next(); p != null; p = next()) {
            p.job().drain(p.worker());
            // Idle first: the caller may come back at once, and should find this worker awake.
            idle.addFirst(this);
            p.job().leave();
        }
    }

    /** The next work; null once there was none for a minute. */
    private @Nullable Part next() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int spin = 0; spin < Spin.TURNS; spin++) {
                if (part.get() != null) {
                    Part p = part.getAndSet(null);
                    if (p != null) {
                        return p;
                    }
                }
                Thread.onSpinWait();
            }
            Spin.offerProcessor();
        }
        long end = System.nanoTime() + IDLE_NANOS;
        while (true) {
            Part p = part.getAndSet(null);
            if (p != null) {
                return p;
            }
            long left = end - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (idle.remove(this)) {
                return null; // nobody can give it work any more
            } else {
                end = System.nanoTime() + IDLE_NANOS; // work is being given right now
            }
        }
    }
}
