package io.upvox.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a task reports to the driver.
 *
 * @param commit the commit protocol's message; null if the task gave up because of a bad sample
 * @param records the samples written
 * @param skipped messages of bad samples that were left out
 * @param bad the message of the bad sample that ended the task, or null
 * @param times where its time went
 * @param fileBytes size of its output file
 * @param kernels names of the kernels that ran
 * @param vectors width of vectors of the JVM that ran it, or why there are none
 */
record TaskResult(
        @Nullable TaskCommitMessage commit,
        List<SampleRecord> records,
        List<String> skipped,
        @Nullable String bad,
        PhaseTimes times,
        long fileBytes,
        List<String> kernels,
        String vectors)
        implements Serializable {}
