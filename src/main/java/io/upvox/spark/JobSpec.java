package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.LayerSpec;
import java.io.Serializable;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What every task of a job needs: broadcast, one a JVM.
 *
 * @param conf Hadoop configuration of the output's commit
 * @param committer Spark's commit protocol; it has state of its own in each task, so tasks take copies
 * @param trackerId the job's name in Hadoop's task ids
 * @param columns the input's columns
 * @param params the layer
 * @param layer output size and the like, per sample
 * @param weights the layer's weights
 * @param kernel the choice of kernel
 * @param format output format
 * @param output how files are written
 * @param write sizes
 * @param badSamples what to do with bad samples
 * @param warmUpNanos how long an executor may bring the layer to full speed, 0 for not at all
 */
record JobSpec(
        SerializableConfiguration conf,
        FileCommitProtocol committer,
        String trackerId,
        TensorColumnOptions columns,
        ConvTranspose3dParams params,
        LayerSpec layer,
        BroadcastWeights weights,
        KernelOptions kernel,
        OutputFormat format,
        OutputOptions output,
        Sizes write,
        BadSamples badSamples,
        long warmUpNanos)
        implements Serializable {
    /**
     * Bounds in bytes.
     *
     * @param maxRowBytes of one output row
     * @param rowGroupBytes of a row group's tensor values
     * @param blockBytes of a block of output
     */
    record Sizes(long maxRowBytes, long rowGroupBytes, long blockBytes) implements Serializable {}
}
