package io.upvox.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Spark's commit protocol over the committer that Hadoop's configuration names for the output's file system
 * ({@code mapreduce.outputcommitter.factory.*}); without any, the file committer.
 *
 * <p>Spark's own default asks a file format for its committer, and puts files of others than the file committer straight into
 * the output.
 */
final class PathCommitProtocol extends HadoopMapReduceCommitProtocol {
    private static final long serialVersionUID = 1;

    private final String directory;
    private transient @Nullable PathOutputCommitter committer;

    PathCommitProtocol(String jobId, String directory) {
        super(jobId, directory, false);
        this.directory = directory;
    }

    @Override
    public OutputCommitter setupCommitter(TaskAttemptContext context) {
        try {
            PathOutputCommitter made = PathOutputCommitterFactory.createCommitter(new Path(directory), context);
            committer = made;
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext context, Option<String> subdirectory, FileNameSpec spec) {
        PathOutputCommitter made = committer;
        if (made == null || subdirectory.isDefined()) {
            throw new IllegalStateException("files lie in no subdirectory and are asked for after the task's setup");
        }
        try {
            return new Path(made.getWorkPath(), getFilename(context, spec)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
