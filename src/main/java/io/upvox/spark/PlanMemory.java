package io.upvox.spark;

import io.upvox.kernel.PackedKernel;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.util.Collection;

/**
 * What a task and an executor need of memory.
 *
 * @param taskBytes heap of one task
 * @param otherBytes how much of it is for columns that pass through; 0 where that is next to nothing
 * @param otherDirectBytes what a task needs outside the heap for such columns; 0 where that is next to nothing
 * @param weightBytes heap that weights take in each executor: the broadcast, its copy and the packed form
 */
record PlanMemory(long taskBytes, long otherBytes, long otherDirectBytes, long weightBytes) {
    /** Read buffer, page, compressed page, small columns of a row group. */
    private static final long FILE_BYTES = 4L << 20;
    /** A broadcast keeps its serialised blocks beside the object. */
    private static final int WEIGHT_COPIES = 2;
    /** The packed form comes on top: fast algorithms keep up to seven weights for one, or that many bytes if these are more. */
    private static final int PACKED_COPIES = 7;

    private static final long PACKED_BYTES = 4L << 20;

    static PlanMemory of(
            UpsampleOptions options,
            ConvTranspose3dWeights weights,
            Collection<TensorShape> inputs,
            Collection<TensorShape> outputs,
            OtherColumns others) {
        long input = inputs.stream().mapToLong(TensorShape::float32Bytes).max().orElse(0);
        long output =
                outputs.stream().mapToLong(TensorShape::float32Bytes).max().orElse(0);
        UpsampleOptions.Write write = options.write();
        long block = Math.min(output, write.blockBytes());
        boolean arrowInput = others.readDirectBytes() > 0;
        boolean arrowOutput = write.format() == OutputFormat.ARROW;
        // From one format to the other they go row by row: the row at hand, and the last one.
        long rows = arrowInput == arrowOutput ? 0 : 2 * others.rowBytes();
        long written = write.format().heapBytes(others.groupBytes(), write.compression());
        // From Arrow to Arrow they are written from where they were read to.
        long direct = arrowInput ? 0 : write.format().directBytes(others.groupBytes());
        long other = unlessSmall(others.readHeapBytes() + rows + written);
        return new PlanMemory(
                input + block + PackedKernel.MAX_SCRATCH_BYTES + FILE_BYTES + other,
                other,
                unlessSmall(others.readDirectBytes() + direct),
                weightBytes(4L * weights.weight().length));
    }

    private static long weightBytes(long bytes) {
        return WEIGHT_COPIES * bytes + Math.max(PACKED_COPIES * bytes, PACKED_BYTES);
    }

    /** {@link #FILE_BYTES} has room for the columns that most datasets have. */
    private static long unlessSmall(long bytes) {
        return bytes <= FILE_BYTES ? 0 : bytes;
    }
}
