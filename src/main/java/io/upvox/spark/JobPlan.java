package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.kernel.KernelChoice;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that has been looked at from all sides and can start.
 *
 * @param options what the user said
 * @param params the layer
 * @param weights its weights
 * @param choice the kernel and why; packed later, on the executors
 * @param outputOptions how files are written
 * @param idColumn the column of the output that holds the samples' ids, or null
 * @param partitions the splits, a list a task
 * @param shapes distinct input shapes
 * @param samples samples to be written, the bad ones not counted
 * @param inputBytes bytes of the samples as float32
 * @param outputBytes bytes of the output as float32
 * @param multiplyAdds of the whole job
 * @param memory what tasks and executors need
 * @param bad messages of rows that are known to be bad and will be skipped
 * @param warnings what the user should know before starting
 * @param previous the manifest of the output that is added to, or an empty one
 */
record JobPlan(
        UpsampleOptions options,
        ConvTranspose3dParams params,
        ConvTranspose3dWeights weights,
        KernelChoice choice,
        OutputOptions outputOptions,
        @Nullable String idColumn,
        List<List<Split>> partitions,
        List<TensorShape> shapes,
        long samples,
        long inputBytes,
        long outputBytes,
        double multiplyAdds,
        PlanMemory memory,
        List<String> bad,
        List<String> warnings,
        Manifest previous) {

    /** Number of input units. */
    int units() {
        return partitions.stream().mapToInt(List::size).sum();
    }
}
