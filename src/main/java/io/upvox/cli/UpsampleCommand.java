package io.upvox.cli;

import io.upvox.spark.JobReport;
import io.upvox.spark.UpsampleJob;
import io.upvox.spark.UpsampleOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job. */
@Command(
        name = "upsample",
        mixinStandardHelpOptions = true,
        description = "Applies a ConvTranspose3d layer to every sample of a dataset.")
final class UpsampleCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    JobOptions job = new JobOptions();

    @Mixin
    ConfigOption config = new ConfigOption();

    @Option(names = "--report", paramLabel = "FILE", description = "Write a full report as JSON to this Hadoop path.")
    @Nullable
    String report;

    @Override
    public Integer call() throws IOException {
        UpsampleOptions options = job.toJob();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try (SparkSession spark =
                SparkSession.builder().appName("upvox upsample").getOrCreate()) {
            JobReport result = new UpsampleJob(spark, options, line -> {
                        err.println(line);
                        err.flush();
                    })
                    .run();
            result.skipped().forEach(message -> err.println("skipped   " + message));
            err.flush();
            if (report != null) {
                write(report, result.full(), spark.sparkContext().hadoopConfiguration());
            }
            out.println(result.summary());
            out.flush();
            return result.skipped().isEmpty() ? ExitCodes.OK : ExitCodes.SKIPPED;
        }
    }

    private static void write(String file, String text, Configuration conf) throws IOException {
        Path path = new Path(file);
        try (OutputStream stream = path.getFileSystem(conf).create(path, true)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.write('\n');
        }
    }
}
