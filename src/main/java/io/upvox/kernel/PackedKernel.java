package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dProblem;

/** A kernel with the packed weights of one layer. Immutable: all tasks of a JVM share it. */
public interface PackedKernel {
    /**
     * Scratch memory of a bound kernel at most, all threads together. A fast kernel that meets NaN, infinities or values near
     * overflow binds the direct kernel for their planes, which may take as much again.
     */
    long MAX_SCRATCH_BYTES = 64L << 20;

    /**
     * Output channels that are computed together: blocks whose channel ranges are multiples of it waste no work; at least 1.
     */
    int channelUnit();

    /**
     * Prepares for one shape: loop order, tables, scratch memory. Threads whose scratch memory would go beyond {@link
     * #MAX_SCRATCH_BYTES} are left out.
     *
     * @param problem the packed layer (its output padding may differ) on a shape
     * @param threads intra-op threads of each run at most, at least 1
     */
    default BoundKernel bind(ConvTranspose3dProblem problem, int threads) {
        int used = threads;
        BoundKernel bound = bindTo(problem, used);
        while (used > 1 && bound.scratchBytes() >= MAX_SCRATCH_BYTES) {
            used = (int) Math.max(1, Math.min(used - 1, used * MAX_SCRATCH_BYTES / bound.scratchBytes()));
            bound = bindTo(problem, used);
        }
        return bound;
    }

    /** Prepares for one shape and just so many threads, whatever memory they take. */
    BoundKernel bindTo(ConvTranspose3dProblem problem, int threads);
}
