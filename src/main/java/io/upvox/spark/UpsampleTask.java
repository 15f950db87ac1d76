package io.upvox.spark;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleWriter;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.VectorSupport;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.jspecify.annotations.Nullable;

/** One task: its splits into one output file, committed. */
final class UpsampleTask {
    private UpsampleTask() {}

    /**
     * Runs in the executor.
     *
     * @return the committed file's samples; or, for a bad sample, the message alone: trying again would not make it better,
     *     so the task does not fail
     */
    static TaskResult run(JobSpec job, List<Split> splits) throws IOException {
        TaskContext context = TaskContext.get();
        PhaseTimes times = new PhaseTimes();
        long start = System.nanoTime();
        ConvTranspose3d layer = LayerCache.layer(job.params(), job.weights(), job.kernel());
        times.addPack(System.nanoTime() - start);
        TaskCommit commit = new TaskCommit(job, context);
        boolean committed = false;
        try {
            Path path = commit.newFile(job.format().suffix());
            Written written = write(job, splits, layer, path, context, times);
            TaskCommitMessage message = commit.commit();
            committed = true;
            return new TaskResult(
                    message,
                    written.upsampler().records(),
                    written.upsampler().skipped(),
                    null,
                    times,
                    written.bytes(),
                    written.upsampler().kernels(),
                    VectorSupport.ofThisJvm().text());
        } catch (InvalidDataException e) {
            return new TaskResult(
                    null,
                    List.of(),
                    List.of(),
                    String.valueOf(e.getMessage()),
                    times,
                    0,
                    List.of(),
                    VectorSupport.ofThisJvm().text());
        } finally {
            if (!committed) {
                commit.abort();
            }
        }
    }

    private record Written(UnitUpsampler upsampler, long bytes) {}

    private static Written write(
            JobSpec job, List<Split> splits, ConvTranspose3d layer, Path path, TaskContext context, PhaseTimes times)
            throws IOException {
        Configuration conf = job.conf().value();
        try (OpenFile open = new OpenFile(job, conf)) {
            SampleFile first = open.of(splits.get(0));
            // Overtaken by a speculative copy: a file begun now could bring back the directory of a job that is over.
            context.killTaskIfInterrupted();
            try (SampleWriter writer = job.format().create(path, conf, first.passThrough(), job.output())) {
                UnitUpsampler upsampler = new UnitUpsampler(job, layer, writer, path.getName(), context, times);
                for (Split split : splits) {
                    upsampler.run(open.of(split), split);
                }
                long start = System.nanoTime();
                long bytes = writer.finish();
                times.addWrite(System.nanoTime() - start);
                return new Written(upsampler, bytes);
            }
        }
    }

    /** The input file at hand: splits of one file follow each other. */
    private static final class OpenFile implements AutoCloseable {
        private final JobSpec job;
        private final Configuration conf;
        private @Nullable SampleFile file;
        private String path = "";

        OpenFile(JobSpec job, Configuration conf) {
            this.job = job;
            this.conf = conf;
        }

        SampleFile of(Split split) throws IOException {
            SampleFile open = file;
            if (open == null || !path.equals(split.path())) {
                close();
                open = SampleFiles.open(split.status(), conf, job.columns());
                file = open;
                path = split.path();
            }
            return open;
        }

        @Override
        public void close() throws IOException {
            SampleFile open = file;
            file = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
