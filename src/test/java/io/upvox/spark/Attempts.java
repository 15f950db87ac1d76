package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;

/** The ended attempts of an upsampling job's first task, as Spark tells of them. */
final class Attempts extends SparkListener {
    private static final int LIMIT_SECONDS = 60;

    /** An attempt: whether it is a speculative copy, and how it ended. */
    record Attempt(TaskInfo info, TaskEndReason end) {
        boolean copy() {
            return info.speculative();
        }
    }

    private final List<Attempt> ended = new ArrayList<>();
    private int stage = -1;

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted e) {
        if (e.stageInfo().name().contains(" at TaskRun.java")) {
            stage = e.stageInfo().stageId();
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd e) {
        if (e.stageId() == stage && e.taskInfo().index() == 0) {
            ended.add(new Attempt(e.taskInfo(), e.reason()));
            notifyAll();
        }
    }

    /** The original, the attempt with number 0, once it has ended and an attempt has succeeded. */
    synchronized Attempt original() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (originals().isEmpty() || successful().isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(millis)
                    .as("not ended within " + LIMIT_SECONDS + " s: " + ended)
                    .isPositive();
            wait(millis);
        }
        return originals().get(0);
    }

    private List<Attempt> originals() {
        return ended.stream().filter(a -> a.info().attemptNumber() == 0).toList();
    }

    /** The attempts that succeeded. */
    synchronized List<Attempt> successful() {
        return ended.stream().filter(a -> a.info().successful()).toList();
    }
}
