package io.upvox.spark;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a user says about a job.
 *
 * @param inputs files, directories or globs, as Hadoop paths
 * @param output the output directory
 * @param weights the weights file
 * @param layer which layer of the weights file, or null
 * @param spec the layer's parameters
 * @param kernel the choice of kernel
 * @param columns the input's columns
 * @param write how the output is written
 * @param badSamples what to do with bad samples
 * @param partitions number of tasks, 0 to derive it from sizes and cores
 */
public record UpsampleOptions(
        List<String> inputs,
        String output,
        String weights,
        @Nullable String layer,
        LayerSpec spec,
        KernelOptions kernel,
        TensorColumnOptions columns,
        Write write,
        BadSamples badSamples,
        int partitions) {

    /**
     * How the output is written.
     *
     * @param format of the files
     * @param fixedLayout whether the tensor column is an arrow.fixed_shape_tensor; all output shapes must be equal then
     * @param compression {@code none}, {@code snappy}, {@code lz4} or {@code zstd}
     * @param pageChecksum whether Parquet pages carry a CRC
     * @param mode what to do when the output exists
     * @param maxRowBytes samples whose output is larger are written as slabs along D, at most 2^31-1
     * @param rowGroupBytes a row group or record batch is closed when its tensor values reach this many bytes
     * @param blockBytes the output is computed and written in blocks of about this many bytes
     */
    public record Write(
            OutputFormat format,
            boolean fixedLayout,
            String compression,
            boolean pageChecksum,
            WriteMode mode,
            long maxRowBytes,
            long rowGroupBytes,
            long blockBytes) {
        /** Parquet, variable layout, no compression, page checksums, no overwriting. */
        public static final Write DEFAULT = new Write(
                OutputFormat.PARQUET, false, "none", true, WriteMode.ERROR, Integer.MAX_VALUE, 64L << 20, 32L << 20);
    }
}
