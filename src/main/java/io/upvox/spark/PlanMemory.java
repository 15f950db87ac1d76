package io.upvox.spark;

import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.util.Collection;

/** What a task and an executor need of the heap. */
final class PlanMemory {
    /** Bound of a kernel's scratch memory. */
    private static final long SCRATCH_BYTES = 64L << 20;
    /** Read buffer, page, compressed page, small columns of a row group. */
    private static final long FILE_BYTES = 4L << 20;
    /**
     * A broadcast keeps its serialised blocks beside the object. The packed form comes on top: fast algorithms keep up to 4.6
     * weights for one, k3 at a stride of 2, direct kernels two at most.
     */
    private static final int WEIGHT_COPIES = 7;

    private final long taskBytes;
    private final long weightBytes;

    PlanMemory(
            UpsampleOptions options,
            ConvTranspose3dWeights weights,
            Collection<TensorShape> inputs,
            Collection<TensorShape> outputs) {
        long input = inputs.stream().mapToLong(TensorShape::float32Bytes).max().orElse(0);
        long output =
                outputs.stream().mapToLong(TensorShape::float32Bytes).max().orElse(0);
        long block = Math.min(output, options.write().blockBytes());
        taskBytes = input + block + SCRATCH_BYTES + FILE_BYTES;
        weightBytes = WEIGHT_COPIES * 4L * weights.weight().length;
    }

    long taskBytes() {
        return taskBytes;
    }

    long weightBytes() {
        return weightBytes;
    }
}
