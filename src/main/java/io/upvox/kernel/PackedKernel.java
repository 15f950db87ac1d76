package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dProblem;

/** A kernel with the packed weights of one layer. Immutable: all tasks of a JVM share it. */
public interface PackedKernel {
    /**
     * Output channels that are computed together: blocks whose channel ranges are multiples of it waste no work; at least 1.
     */
    int channelUnit();

    /**
     * Prepares for one shape: loop order, tables, scratch memory.
     *
     * @param problem the packed layer (its output padding may differ) on a shape
     * @param threads intra-op threads of each run, at least 1
     */
    BoundKernel bind(ConvTranspose3dProblem problem, int threads);
}
