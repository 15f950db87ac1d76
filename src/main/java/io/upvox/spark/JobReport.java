package io.upvox.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a job did.
 *
 * @param plan what it was to do
 * @param samples samples written
 * @param skipped messages of bad samples that were left out
 * @param fileBytes bytes of the output files
 * @param files output files
 * @param planSeconds reading footers and shapes
 * @param runSeconds running the tasks
 * @param commitSeconds committing
 * @param times task time by phase, all tasks together
 * @param kernel name of the kernel that ran; names, where extents differ so that several of a family did
 * @param vectors width of vectors of the JVMs that ran it; of one without, if there is one: why
 * @param sparkVersion version of Spark
 */
public record JobReport(
        Summary plan,
        long samples,
        List<String> skipped,
        long fileBytes,
        int files,
        double planSeconds,
        double runSeconds,
        double commitSeconds,
        Seconds times,
        String kernel,
        String vectors,
        String sparkVersion) {

    /**
     * The plan's part of a report.
     *
     * @param output the output directory
     * @param inputBytes bytes of the samples as float32
     * @param outputBytes bytes of their output as float32
     * @param multiplyAdds of all samples
     * @param tasks number of tasks
     * @param operation parameters as JSON
     * @param weightsDigest SHA-256 of the weights
     * @param warnings what the plan warned of
     */
    public record Summary(
            String output,
            long inputBytes,
            long outputBytes,
            double multiplyAdds,
            int tasks,
            String operation,
            String weightsDigest,
            List<String> warnings) {}

    /**
     * Task time by phase.
     *
     * @param read reading input values
     * @param pack packing weights
     * @param warmUp bringing the kernel to full speed in executors that are new to the layer
     * @param compute in the kernel
     * @param write writing output values
     */
    public record Seconds(double read, double pack, double warmUp, double compute, double write) {}

    /** One line of JSON. */
    public String summary() {
        return json().toString();
    }

    /** The whole report as JSON, with the skipped samples. */
    public String full() {
        ObjectNode json = json();
        json.put("operation", plan.operation());
        json.put("weightsSha256", plan.weightsDigest());
        ArrayNode messages = json.putArray("skippedSamples");
        skipped.forEach(messages::add);
        ArrayNode warnings = json.putArray("warnings");
        plan.warnings().forEach(warnings::add);
        ObjectNode phases = json.putObject("taskSeconds");
        phases.put("read", round(times.read()));
        phases.put("pack", round(times.pack()));
        phases.put("warmUp", round(times.warmUp()));
        phases.put("compute", round(times.compute()));
        phases.put("write", round(times.write()));
        json.put("jdk", Runtime.version().toString());
        json.put("spark", sparkVersion);
        return json.toPrettyString();
    }

    private ObjectNode json() {
        double total = planSeconds + runSeconds + commitSeconds;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("upvox", Version.TEXT);
        json.put("output", plan.output());
        json.put("samples", samples);
        json.put("skipped", skipped.size());
        json.put("tasks", plan.tasks());
        json.put("files", files);
        json.put("inputBytes", plan.inputBytes());
        json.put("outputBytes", plan.outputBytes());
        json.put("fileBytes", fileBytes);
        json.put("gflop", round(2e-9 * plan.multiplyAdds()));
        json.put("kernel", kernel);
        json.put("vectors", vectors);
        json.put("planSeconds", round(planSeconds));
        json.put("runSeconds", round(runSeconds));
        json.put("commitSeconds", round(commitSeconds));
        json.put("seconds", round(total));
        return json;
    }

    private static double round(double x) {
        return Math.round(x * 1000) / 1000.0;
    }
}
