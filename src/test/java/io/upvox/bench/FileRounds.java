package io.upvox.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs ways in turns, round after round, each on so many threads as there are tasks. */
final class FileRounds {
    /** Compilation, and the first use of memory, which may be slow on a virtual machine. */
    private static final int WARM_UP = 2;

    private final int tasks;
    private final int rounds;

    FileRounds(int tasks, int rounds) {
        this.tasks = tasks;
        this.rounds = rounds;
    }

    List<FilePassTimes> run(List<FilePass> passes) throws IOException, InterruptedException {
        long[][] nanos = new long[passes.size()][rounds];
        long[] gc = new long[passes.size()];
        long[] allocated = new long[passes.size()];
        ExecutorService threads = Executors.newFixedThreadPool(tasks);
        try {
            for (int round = -WARM_UP; round < rounds; round++) {
                for (int p = 0; p < passes.size(); p++) {
                    long before = gcNanos();
                    Once once = once(passes.get(p), threads);
                    if (round >= 0) {
                        nanos[p][round] = once.nanos();
                        gc[p] += gcNanos() - before;
                        allocated[p] += once.allocated() / rounds;
                    }
                    for (int task = 0; task < tasks; task++) {
                        passes.get(p).after().run(task);
                    }
                }
            }
        } finally {
            threads.shutdown();
        }
        List<FilePassTimes> times = new ArrayList<>();
        for (int p = 0; p < passes.size(); p++) {
            times.add(new FilePassTimes(passes.get(p), nanos[p], gc[p], allocated[p]));
        }
        return times;
    }

    private record Once(long nanos, long allocated) {}

    private Once once(FilePass pass, ExecutorService threads) throws IOException, InterruptedException {
        CountDownLatch ready = new CountDownLatch(tasks);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Long>> running = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            int task = t;
            Callable<Long> work = () -> {
                ready.countDown();
                start.await();
                long before = allocatedBytes();
                pass.work().run(task);
                return allocatedBytes() - before;
            };
            running.add(threads.submit(work));
        }
        ready.await();
        long begin = System.nanoTime();
        start.countDown();
        long allocated = 0;
        try {
            for (Future<Long> task : running) {
                allocated += task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(pass.name(), e.getCause());
        }
        return new Once(System.nanoTime() - begin, allocated);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long gcNanos() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum()
                * 1_000_000;
    }
}
