package io.upvox.cli;

import io.upvox.spark.VerifyJob;
import io.upvox.spark.VerifyReport;
import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A comparison of an output directory with its manifest. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares the output of upsample with its manifest: files, rows, ids, shapes and checksums.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is as the manifest says",
            "2:bad usage; there is no such directory, or it has no manifest",
            "3:something differs, or the manifest cannot be read",
            "4:failed during the run"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "The output directory of upsample; it is read only.")
    String output = "";

    @Option(
            names = "--max-problems",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many problems are described; all are counted.")
    int maxProblems;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        if (maxProblems < 1) {
            throw new UsageException(
                    "Cannot describe " + maxProblems + " problems: give a --max-problems of at least 1");
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try (SparkSession spark = SparkSession.builder().appName("upvox verify").getOrCreate()) {
            VerifyReport report = new VerifyJob(spark, output, maxProblems, line -> {
                        err.println(line);
                        err.flush();
                    })
                    .run();
            report.first().forEach(message -> err.println("problem   " + message));
            long more = report.problems() - report.first().size();
            if (more > 0) {
                err.println("problem   and " + more + " more; give a larger --max-problems to see them");
            }
            err.flush();
            out.println(report.summary());
            out.flush();
            return report.problems() == 0 ? ExitCodes.OK : ExitCodes.DATA;
        }
    }
}
