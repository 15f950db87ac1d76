package io.upvox.cli;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.OutputBlocks;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import io.upvox.weights.ByteSource;
import io.upvox.weights.NpyFile;
import io.upvox.weights.WeightsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One layer on one array, without Spark. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Applies a ConvTranspose3d layer to one .npy file, without Spark.")
final class ApplyCommand implements Callable<Integer> {
    private static final long BLOCK_ELEMENTS = 8 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "A .npy file, (C,D,H,W) or (N,C,D,H,W).")
    String input = "";

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The .npy file to write, float32.")
    String output = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of threads; 0 is all processors.")
    int threads;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    boolean overwrite;

    @Mixin
    LayerOptions layer = new LayerOptions();

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        Path out = Path.of(output);
        if (!overwrite && Files.exists(out)) {
            throw new UsageException("Cannot write " + output + ": it exists; give another file, or --overwrite");
        }
        if (threads < 0) {
            throw new UsageException("Cannot run on " + threads + " threads: give at least 1, or 0 for all processors");
        }
        ConvTranspose3d ready = layer();
        try (ByteSource file = source("input", input)) {
            NpyHeader header = NpyFile.header(file);
            TensorShape shape = TensorShape.of(header.shape());
            ConvTranspose3dParams params = layer.spec().forInput(ready.params(), shape.extents());
            ConvTranspose3dProblem problem = new ConvTranspose3dProblem(params, shape);
            float[] values = NpyFile.values(file, header);
            int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
            double seconds = run(ready, problem, values, used, out);
            tell(ready, problem, used, seconds);
            return ExitCodes.OK;
        } catch (IllegalArgumentException e) {
            String text = String.valueOf(e.getMessage());
            throw new InvalidDataException(
                    text.startsWith("Cannot ")
                            ? text
                            : "Cannot read input " + input + ": " + text + "; give a .npy file of numbers",
                    e);
        }
    }

    private ConvTranspose3d layer() throws IOException {
        try (ByteSource file = source("weights", layer.weights)) {
            ConvTranspose3dWeights weights = WeightsReader.read(file, layer.layer, layer.groups);
            return ConvTranspose3d.of(layer.spec().params(weights), weights, layer.kernelOptions());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ByteSource source(String what, String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new UsageException(
                    "Cannot read " + what + " " + file + ": there is no such file; give an existing one");
        }
        return ByteSource.of(path);
    }

    private static double run(
            ConvTranspose3d layer, ConvTranspose3dProblem problem, float[] src, int threads, Path file)
            throws IOException {
        BoundKernel kernel = layer.bind(problem.input(), problem.params().outputPadding(), threads);
        TensorShape shape = problem.output();
        float[] block = new float[0];
        long nanos = 0;
        try (NpyOutput out = new NpyOutput(file, shape)) {
            for (OutputBlock b : OutputBlocks.of(
                    shape,
                    0,
                    shape.d(),
                    BLOCK_ELEMENTS,
                    layer.packed(problem.input()).channelUnit())) {
                int n = Math.toIntExact(b.elements(shape));
                if (block.length < n) {
                    block = new float[n];
                }
                long start = System.nanoTime();
                kernel.run(src, b, block, 0);
                nanos += System.nanoTime() - start;
                out.write(block, n);
            }
            out.finish();
        }
        return nanos * 1e-9;
    }

    private void tell(ConvTranspose3d layer, ConvTranspose3dProblem problem, int used, double seconds) {
        var out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s to %s (D: %s), %s, %d threads, %.3f s, %.1f GFLOP/s%n",
                problem.input(),
                problem.output(),
                problem.params().formula(problem.input().extents(), 0),
                layer.kernel(problem.input()).name(),
                used,
                seconds,
                2e-9 * problem.multiplyAdds() / Math.max(seconds, 1e-9));
        out.flush();
    }
}
