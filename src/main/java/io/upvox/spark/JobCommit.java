package io.upvox.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import scala.jdk.javaapi.CollectionConverters;

/** The driver's side of the commit protocol that Spark's and Hadoop's configuration name. */
final class JobCommit {
    private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
    private static final String COMMITTER = "spark.sql.sources.outputCommitterClass";
    /** Committers of object stores name their uploads by it. */
    private static final String JOB_ID = "spark.sql.sources.writeJobUUID";

    private final Job job;
    private final FileCommitProtocol protocol;

    /** @param conf Hadoop's configuration, which goes to the executors */
    JobCommit(RuntimeConfig spark, Configuration conf, OutputDirectory output) throws IOException {
        job = Job.getInstance(new Configuration(conf));
        job.setOutputKeyClass(Void.class);
        job.setOutputFormatClass(ParquetOutputFormat.class); // names the committer of Spark's own protocols
        Configuration own = job.getConfiguration();
        own.set("parquet.summary.metadata.level", "NONE");
        own.set(JOB_ID, output.jobId());
        if (output instanceof InPlaceOutput) {
            own.setBoolean("mapreduce.fileoutputcommitter.marksuccessfuljobs", false); // that comes last
        }
        if (spark.getOption(COMMITTER).isDefined()) {
            own.set(COMMITTER, spark.get(COMMITTER));
        }
        String directory = output.work().toString();
        FileOutputFormat.setOutputPath(job, output.work());
        String name = spark.get(PROTOCOL);
        boolean byDefault = name.equals(SQLHadoopMapReduceCommitProtocol.class.getName()) && own.get(COMMITTER) == null;
        protocol = byDefault
                ? new PathCommitProtocol(output.jobId(), directory)
                : FileCommitProtocol.instantiate(name, output.jobId(), directory, false);
    }

    Configuration conf() {
        return job.getConfiguration();
    }

    /** To be sent to the tasks. */
    FileCommitProtocol protocol() {
        return protocol;
    }

    void setup() {
        protocol.setupJob(job);
    }

    /** Makes the files of all tasks appear. */
    void commit(List<TaskResult> results) {
        List<TaskCommitMessage> messages = new ArrayList<>();
        for (TaskResult r : results) {
            if (r.commit() != null) {
                messages.add(r.commit());
            }
        }
        protocol.commitJob(job, CollectionConverters.asScala(messages).toSeq());
    }

    /** Removes what tasks wrote. */
    void abort() {
        protocol.abortJob(job);
    }
}
