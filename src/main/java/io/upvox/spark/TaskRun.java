package io.upvox.spark;

import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;

/** Runs the tasks and watches them: tells progress, renews the lease on the output, stops all at the first bad sample. */
final class TaskRun {
    private static final long POLL_MILLIS = 100;
    private static final long PROGRESS_NANOS = 2_000_000_000L;
    private static final long LEASE_NANOS = 60_000_000_000L;

    private final JavaSparkContext sc;
    private final JobPlan plan;
    private final OutputDirectory output;
    private final Consumer<String> progress;

    TaskRun(JavaSparkContext sc, JobPlan plan, OutputDirectory output, Consumer<String> progress) {
        this.sc = sc;
        this.plan = plan;
        this.output = output;
        this.progress = progress;
    }

    /**
     * Runs all tasks.
     *
     * @throws InvalidDataException for a bad sample
     * @throws IOException if a task failed for good
     */
    List<TaskResult> collect(Broadcast<JobSpec> spec) throws IOException {
        // Only for watching: what counts comes back as results, since a repeated task counts twice here.
        CollectionAccumulator<String> bad = new CollectionAccumulator<>();
        CollectionAccumulator<Integer> done = new CollectionAccumulator<>();
        sc.sc().register(bad, "upvox bad samples");
        sc.sc().register(done, "upvox samples");
        List<List<Split>> partitions = plan.partitions();
        JavaFutureAction<List<TaskResult>> action = sc.parallelize(partitions, partitions.size())
                .map(splits -> {
                    TaskResult result = UpsampleTask.run(spec.value(), splits);
                    if (result.bad() != null) {
                        bad.add(result.bad());
                    }
                    done.add(result.records().size());
                    return result;
                })
                .collectAsync();
        return watch(action, bad, done);
    }

    private List<TaskResult> watch(
            JavaFutureAction<List<TaskResult>> action,
            CollectionAccumulator<String> bad,
            CollectionAccumulator<Integer> done)
            throws IOException {
        long start = System.nanoTime();
        long told = start;
        long leased = start;
        try {
            while (true) {
                try {
                    List<TaskResult> results = action.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    stopIfBad(bad.value());
                    tell(done.value(), start);
                    return new ArrayList<>(results);
                } catch (TimeoutException e) {
                    // still running: look at it again
                }
                if (!bad.value().isEmpty()) {
                    action.cancel(true);
                    stopIfBad(bad.value());
                }
                long now = System.nanoTime();
                if (now - told > PROGRESS_NANOS) {
                    tell(done.value(), start);
                    told = now;
                }
                if (now - leased > LEASE_NANOS) {
                    output.renewLease();
                    leased = now;
                }
            }
        } catch (ExecutionException e) {
            stopIfBad(bad.value());
            throw new IOException(Causes.line(e), e);
        } catch (CancellationException e) {
            throw new IOException("the job was cancelled", e);
        } catch (InterruptedException e) {
            action.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the job was interrupted", e);
        }
    }

    private static void stopIfBad(List<String> messages) {
        if (!messages.isEmpty()) {
            throw new InvalidDataException(messages.get(0));
        }
    }

    private void tell(List<Integer> done, long start) {
        long samples = done.stream().mapToLong(Integer::longValue).sum();
        double seconds = (System.nanoTime() - start) * 1e-9;
        progress.accept(String.format(
                Locale.ROOT,
                "progress  %d of %d samples, %d of %d tasks, %.1f s",
                samples,
                plan.samples(),
                done.size(),
                plan.partitions().size(),
                seconds));
    }
}
