package io.upvox.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.TaskContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.SparkHadoopWriterUtils;
import scala.Option;

/** The executor's side of Spark's commit protocol: one output file of one task attempt. */
final class TaskCommit {
    private final FileCommitProtocol committer;
    private final TaskAttemptContext context;

    TaskCommit(JobSpec job, TaskContext task) throws IOException {
        Configuration conf = new Configuration(job.conf().value());
        JobID jobId = SparkHadoopWriterUtils.createJobID(job.trackerId(), task.stageId());
        TaskID taskId = new TaskID(jobId, TaskType.MAP, task.partitionId());
        // The attempt id of Spark is unique over stages and attempts; attemptNumber is not under speculation.
        TaskAttemptID attempt = new TaskAttemptID(taskId, (int) (task.taskAttemptId() & Integer.MAX_VALUE));
        conf.set("mapreduce.job.id", jobId.toString());
        conf.set("mapreduce.task.id", taskId.toString());
        conf.set("mapreduce.task.attempt.id", attempt.toString());
        conf.setBoolean("mapreduce.task.ismap", true);
        conf.setInt("mapreduce.task.partition", 0);
        context = new TaskAttemptContextImpl(conf, attempt);
        committer = copy(job.committer());
        committer.setupTask(context);
    }

    /** The attempt's own file; nobody else sees it before the job is committed. */
    Path newFile(String suffix) {
        return new Path(committer.newTaskTempFile(context, Option.empty(), new FileNameSpec("", "." + suffix)));
    }

    /** Asks the driver for leave and commits. */
    TaskCommitMessage commit() {
        return committer.commitTask(context);
    }

    /** Removes what the attempt wrote. */
    void abort() {
        committer.abortTask(context);
    }

    /** A broadcast value is one object for all tasks of a JVM, and the committer holds state of its task. */
    private static FileCommitProtocol copy(FileCommitProtocol committer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(committer);
        }
        try (ObjectInputStream in = new ContextClassLoaderInput(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (FileCommitProtocol) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("commit protocol class is not on the executor's class path", e);
        }
    }

    /** Finds classes that came with the application, as Spark's own deserialisation does. */
    private static final class ContextClassLoaderInput extends ObjectInputStream {
        ContextClassLoaderInput(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        type.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(type);
            }
        }
    }
}
