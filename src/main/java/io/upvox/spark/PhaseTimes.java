package io.upvox.spark;

import java.io.Serializable;

/** Nanoseconds that a task, or all tasks together, spent reading, packing weights, warming up, computing and writing. */
final class PhaseTimes implements Serializable {
    private static final long serialVersionUID = 1L;

    private long read;
    private long pack;
    private long warmUp;
    private long compute;
    private long write;

    void addRead(long nanos) {
        read += nanos;
    }

    void addPack(long nanos) {
        pack += nanos;
    }

    void addWarmUp(long nanos) {
        warmUp += nanos;
    }

    void addCompute(long nanos) {
        compute += nanos;
    }

    void addWrite(long nanos) {
        write += nanos;
    }

    void add(PhaseTimes other) {
        read += other.read;
        pack += other.pack;
        warmUp += other.warmUp;
        compute += other.compute;
        write += other.write;
    }

    double readSeconds() {
        return read * 1e-9;
    }

    double packSeconds() {
        return pack * 1e-9;
    }

    double warmUpSeconds() {
        return warmUp * 1e-9;
    }

    double computeSeconds() {
        return compute * 1e-9;
    }

    double writeSeconds() {
        return write * 1e-9;
    }
}
