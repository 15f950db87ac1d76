package io.upvox.cli;

import io.upvox.spark.Doctor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** An examination of the JVMs that a job would run in. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says of the driver and of every executor: JDK, vectors, cores, heap, measured speed.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (SparkSession spark = SparkSession.builder().appName("upvox doctor").getOrCreate()) {
            List<Doctor.Finding> findings = Doctor.examine(spark);
            for (Doctor.Finding f : findings) {
                out.println(f.where());
                f.lines().forEach(line -> out.println("  " + line));
            }
            out.flush();
            return findings.stream().allMatch(Doctor.Finding::healthy) ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }
}
