package io.upvox.cli;

import io.upvox.spark.UpsampleJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a job would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Says what upsample would do with the same options, and what it would need; runs nothing.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    JobOptions job = new JobOptions();

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        SparkConf spark = new SparkConf();
        Configuration hadoop = SparkHadoopUtil.get().newConfiguration(spark);
        PrintWriter out = spec.commandLine().getOut();
        UpsampleJob.explain(job.toJob(), spark, hadoop).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
