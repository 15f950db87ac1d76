package io.upvox.spark;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * A committer of somebody's own: no file committer in Spark's eyes, with a work path of its own. It notes what it is asked in
 * the directory that {@link #EVENTS} names, wherever it runs.
 */
public class RecordingCommitterFactory extends PathOutputCommitterFactory {
    static final String EVENTS = "upvox.test.events";

    @Override
    public PathOutputCommitter createOutputCommitter(Path output, TaskAttemptContext context) throws IOException {
        return new Recording(output, context);
    }

    private static final class Recording extends PathOutputCommitter {
        private final FileOutputCommitter file;

        Recording(Path output, TaskAttemptContext context) throws IOException {
            super(output, context);
            file = new FileOutputCommitter(output, context);
        }

        private static void note(JobContext context, String event) throws IOException {
            Path events = new Path(context.getConfiguration().get(EVENTS));
            FileSystem fs = events.getFileSystem(context.getConfiguration());
            fs.create(new Path(events, event), true).close();
        }

        private static void note(TaskAttemptContext context, String event) throws IOException {
            note(
                    (JobContext) context,
                    event + "-" + context.getTaskAttemptID().getTaskID().getId());
        }

        @Override
        public Path getWorkPath() throws IOException {
            return file.getWorkPath();
        }

        @Override
        public Path getOutputPath() {
            throw new IllegalStateException("nothing may be written past the work path");
        }

        @Override
        public void setupJob(JobContext context) throws IOException {
            note(context, "setupJob");
            file.setupJob(context);
        }

        @Override
        public void setupTask(TaskAttemptContext context) throws IOException {
            note(context, "setupTask");
            file.setupTask(context);
        }

        @Override
        public boolean needsTaskCommit(TaskAttemptContext context) throws IOException {
            return file.needsTaskCommit(context);
        }

        @Override
        public void commitTask(TaskAttemptContext context) throws IOException {
            note(context, "commitTask");
            file.commitTask(context);
        }

        @Override
        public void abortTask(TaskAttemptContext context) throws IOException {
            note(context, "abortTask");
            file.abortTask(context);
        }

        @Override
        public void commitJob(JobContext context) throws IOException {
            note(context, "commitJob");
            file.commitJob(context);
        }

        @Override
        public void abortJob(JobContext context, JobStatus.State state) throws IOException {
            note(context, "abortJob");
            file.abortJob(context, state);
        }
    }
}
