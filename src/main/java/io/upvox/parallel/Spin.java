package io.upvox.parallel;

/** How threads wait for a moment without sleeping. */
final class Spin {
    /**
     * Turns, a microsecond or so, after which a waiting thread offers its processor: the one it waits for may be queued behind it
     * there, and would stay so for milliseconds.
     */
    static final int TURNS = 50;

    private Spin() {}

    /** Lets another thread run on this processor; returns at once if none is queued there. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint that costs speed at worst: nothing relies on it
    static void offerProcessor() {
        Thread.yield();
    }
}
