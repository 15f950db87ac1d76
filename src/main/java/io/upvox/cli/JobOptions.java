package io.upvox.cli;

import io.upvox.spark.BadSamples;
import io.upvox.spark.OutputFormat;
import io.upvox.spark.UpsampleOptions;
import io.upvox.spark.WriteMode;
import io.upvox.tensor.UsageException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All options of a job: those of {@code upsample} and {@code plan}. */
final class JobOptions {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "A file, directory or glob of Parquet or Arrow files; may be given several times.")
    List<String> inputs = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "The output directory; it appears whole or not at all.")
    String output = "";

    @Mixin
    LayerOptions layer = new LayerOptions();

    @Mixin
    InputOptions input = new InputOptions();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "variable",
            description = "variable: struct of data and shape; fixed: a list typed arrow.fixed_shape_tensor, where all"
                    + " output shapes are equal.")
    Layout layout = Layout.variable;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "Output format: parquet or arrow (IPC files).")
    Format format = Format.parquet;

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            defaultValue = "none",
            description = "Compression of Parquet output: none, snappy, lz4 or zstd.")
    Compression compression = Compression.none;

    @Option(
            names = "--page-checksum",
            paramLabel = "BOOL",
            arity = "1",
            defaultValue = "true",
            description = "Whether Parquet pages carry a CRC.")
    boolean pageChecksum = true;

    @Option(
            names = "--write-mode",
            paramLabel = "MODE",
            defaultValue = "error",
            description =
                    "When the output exists: error, overwrite (once the new one is complete), or resume (add what is"
                            + " new).")
    Mode writeMode = Mode.error;

    @Option(
            names = "--bad-samples",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "fail: a bad sample ends the job, nothing is written; skip: it is left out and reported, exit"
                    + " code 5.")
    Bad badSamples = Bad.fail;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of tasks, each of which writes one file; 0 derives it from sizes and cores.")
    int partitions;

    @Option(
            names = "--max-row-bytes",
            paramLabel = "BYTES",
            defaultValue = "2147483647",
            description = "Outputs larger than this are written as slabs along D, one row a slab.")
    long maxRowBytes = Integer.MAX_VALUE;

    @Option(
            names = "--row-group-bytes",
            paramLabel = "BYTES",
            defaultValue = "67108864",
            description = "A row group or record batch is closed when its tensor values reach this size.")
    long rowGroupBytes = 64L << 20;

    @Option(
            names = "--block-bytes",
            paramLabel = "BYTES",
            defaultValue = "33554432",
            description = "The output is computed and written in blocks of about this size.")
    long blockBytes = 32L << 20;

    enum Layout {
        variable,
        fixed
    }

    enum Format {
        parquet,
        arrow
    }

    enum Compression {
        none,
        snappy,
        lz4,
        zstd
    }

    enum Mode {
        error,
        overwrite,
        resume
    }

    enum Bad {
        fail,
        skip
    }

    /** The job as asked for; contradictions are usage errors. */
    UpsampleOptions toJob() {
        if (partitions < 0) {
            throw new UsageException("Cannot run " + partitions + " tasks: give at least 1, or 0 to derive it");
        }
        try {
            return new UpsampleOptions(
                    inputs,
                    output,
                    layer.weights,
                    layer.layer,
                    layer.spec(),
                    layer.kernelOptions(),
                    input.columns(),
                    new UpsampleOptions.Write(
                            format == Format.parquet ? OutputFormat.PARQUET : OutputFormat.ARROW,
                            layout == Layout.fixed,
                            compression.name(),
                            pageChecksum,
                            switch (writeMode) {
                                case error -> WriteMode.ERROR;
                                case overwrite -> WriteMode.OVERWRITE;
                                case resume -> WriteMode.RESUME;
                            },
                            maxRowBytes,
                            rowGroupBytes,
                            blockBytes),
                    badSamples == Bad.fail ? BadSamples.FAIL : BadSamples.SKIP,
                    partitions);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
