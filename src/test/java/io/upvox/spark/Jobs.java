package io.upvox.spark;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.Dhw;
import java.nio.file.Path;
import java.util.List;

/** Options of test jobs. */
final class Jobs {
    static final Path PATCHES = Path.of("jobs/quickstart-data/mri-patches.parquet");
    static final Path TRILINEAR = Path.of("jobs/quickstart-data/trilinear-2x.safetensors");
    static final Path OCEAN_PARQUET = Path.of("src/test/resources/data/ocean-temperature.parquet");
    static final Path OCEAN_ARROW = Path.of("src/test/resources/data/ocean-temperature.arrow");

    private Jobs() {}

    static LayerSpec twice() {
        return new LayerSpec(Dhw.of(2), Dhw.of(1), Dhw.of(1), Dhw.of(0), Dhw.of(1), 1, null);
    }

    static UpsampleOptions trilinear(Path input, Path output, UpsampleOptions.Write write) {
        return new UpsampleOptions(
                List.of(input.toString()),
                output.toString(),
                TRILINEAR.toString(),
                null,
                twice(),
                KernelOptions.DEFAULT,
                TensorColumnOptions.NONE,
                write,
                BadSamples.FAIL,
                0);
    }

    /** 3 to 64 channels, kernel 3, stride 2, padding 1: 2n-1 voxels an axis. */
    static UpsampleOptions seedExample(Path input, Path output, UpsampleOptions.Write write) {
        return new UpsampleOptions(
                List.of(input.toString()),
                output.toString(),
                "src/test/resources/data/seed-example.safetensors",
                "up",
                new LayerSpec(Dhw.of(2), Dhw.of(1), Dhw.of(1), Dhw.of(0), Dhw.of(1), 1, null),
                KernelOptions.DEFAULT,
                TensorColumnOptions.NONE,
                write,
                BadSamples.FAIL,
                0);
    }

    static UpsampleOptions with(UpsampleOptions o, KernelOptions kernel) {
        return new UpsampleOptions(
                o.inputs(),
                o.output(),
                o.weights(),
                o.layer(),
                o.spec(),
                kernel,
                o.columns(),
                o.write(),
                o.badSamples(),
                o.partitions());
    }

    static UpsampleOptions to(UpsampleOptions o, String output) {
        return fromTo(o, o.inputs(), output);
    }

    /** With input and output, local paths, on a file system of another scheme. */
    static UpsampleOptions on(String scheme, UpsampleOptions o) {
        return fromTo(o, o.inputs().stream().map(scheme::concat).toList(), scheme + o.output());
    }

    private static UpsampleOptions fromTo(UpsampleOptions o, List<String> inputs, String output) {
        return new UpsampleOptions(
                inputs,
                output,
                o.weights(),
                o.layer(),
                o.spec(),
                o.kernel(),
                o.columns(),
                o.write(),
                o.badSamples(),
                o.partitions());
    }

    static UpsampleOptions.Write write(OutputFormat format, WriteMode mode) {
        UpsampleOptions.Write d = UpsampleOptions.Write.DEFAULT;
        return new UpsampleOptions.Write(
                format, false, "none", true, mode, d.maxRowBytes(), d.rowGroupBytes(), d.blockBytes());
    }

    static UpsampleOptions.Write slabs(OutputFormat format, long maxRowBytes) {
        UpsampleOptions.Write d = UpsampleOptions.Write.DEFAULT;
        return new UpsampleOptions.Write(
                format, false, "none", true, WriteMode.ERROR, maxRowBytes, d.rowGroupBytes(), 64 << 10);
    }
}
