package io.upvox.parallel;

import java.util.concurrent.locks.LockSupport;

/** How threads wait for a moment. */
final class Spin {
    /**
     * Turns, a microsecond or so, after which a waiting thread offers its processor: the one it waits for may be queued behind it
     * there, and would stay so for milliseconds.
     */
    static final int TURNS = 50;

    private static final long NAP_NANOS = 1_000;

    private Spin() {}

    /** Lets another thread run on this processor; returns at once if none is queued there. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint that costs speed at worst: nothing relies on it
    static void offerProcessor() {
        Thread.yield();
    }

    /** Sleeps as briefly as the system can, some 50 microseconds. */
    static void nap() {
        LockSupport.parkNanos(NAP_NANOS);
    }
}
