package io.upvox.cli;

import io.upvox.spark.OutputFormat;
import io.upvox.spark.SyntheticDataset;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A made-up dataset. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Writes a made-up dataset of a given shape, count and seed, for trials and benchmarks.")
final class GenerateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The directory; it must not exist.")
    String output = "";

    @Option(
            names = "--shape",
            required = true,
            paramLabel = "C,D,H,W",
            converter = InputOptions.ShapeConverter.class,
            description = "Shape of every sample; N,C,D,H,W for batches.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    TensorShape shape;

    @Option(names = "--count", required = true, paramLabel = "N", description = "Number of samples.")
    int count;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed; the same gives the same data.")
    long seed;

    @Option(names = "--files", paramLabel = "N", defaultValue = "1", description = "Number of files.")
    int files;

    @Option(
            names = "--rows-per-group",
            paramLabel = "N",
            defaultValue = "1",
            description = "Samples a row group or record batch.")
    int rowsPerGroup;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "Format of the files: parquet or arrow.")
    JobOptions.Format format = JobOptions.Format.parquet;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        OutputFormat fileFormat = format == JobOptions.Format.parquet ? OutputFormat.PARQUET : OutputFormat.ARROW;
        new SyntheticDataset(shape, count, seed, files, rowsPerGroup, fileFormat).write(output, new Configuration());
        spec.commandLine().getOut().println("generated " + count + " samples of " + shape + " in " + output);
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
