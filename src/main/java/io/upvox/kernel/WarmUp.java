package io.upvox.kernel;

import io.upvox.tensor.TensorShape;

/**
 * Brings a layer's loops to full speed before they are needed: a JVM interprets code first and compiles what it sees often,
 * and vectors in interpreted code are some hundred times slower. So small blocks of the real sample are computed, with the
 * bound kernel that will compute it, until that is fast. While blocks are small, one thread computes and the compiler has the
 * other cores; larger ones follow, which take all threads.
 */
public final class WarmUp {
    /** Compiled code is at least that many times as fast as interpreted code. */
    private static final int COMPILED_GAIN = 10;

    private static final int LARGE_BLOCKS_IN_BUDGET = 50;
    /** No progress for this part of the budget ends it. */
    private static final int QUIET_SHARE = 4;

    private final BoundKernel kernel;
    private final float[] src;
    private final TensorShape output;
    private final float[] dst;
    private final long begin = System.nanoTime();
    private final long budget;
    private int calls;

    private WarmUp(BoundKernel kernel, float[] src, TensorShape output, float[] dst, long budget) {
        this.kernel = kernel;
        this.src = src;
        this.output = output;
        this.dst = dst;
        this.budget = budget;
    }

    /**
     * What it took.
     *
     * @param calls blocks computed
     * @param nanos all in all
     * @param firstNanos the first block
     * @param lastNanos the best of the blocks of that size
     */
    public record Result(int calls, long nanos, long firstNanos, long lastNanos) {}

    /**
     * Computes blocks until they are fast; no block is begun once the budget is spent.
     *
     * @param kernel bound to the sample's shape
     * @param src the sample
     * @param output shape of its output
     * @param channels of the first blocks: the kernel's unit
     * @param planes of the first blocks: the stride, so that all phases occur
     * @param dst scratch for blocks, any length; its contents are lost
     * @param budget in nanoseconds
     */
    public static Result run(
            BoundKernel kernel, float[] src, TensorShape output, int channels, int planes, float[] dst, long budget) {
        WarmUp warmUp = new WarmUp(kernel, src, output, dst, budget);
        OutputBlock small = warmUp.block(channels, planes);
        if (small.elements(output) == 0 || small.elements(output) > dst.length) {
            return new Result(0, 0, 0, 0);
        }
        long first = warmUp.time(small);
        long best = warmUp.settle(small, first, first / COMPILED_GAIN);
        OutputBlock large = warmUp.large(small, best);
        if (!large.equals(small) && warmUp.left() > 0) {
            warmUp.settle(large, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        return new Result(warmUp.calls, System.nanoTime() - warmUp.begin, first, best);
    }

    private long left() {
        return budget - (System.nanoTime() - begin);
    }

    private OutputBlock block(int channels, int planes) {
        int d0 = Math.max(0, output.d() / 2 - planes / 2);
        return new OutputBlock(
                0, Math.min(1, output.n()), 0, Math.min(output.c(), channels), d0, Math.min(output.d(), d0 + planes));
    }

    private long time(OutputBlock block) {
        long start = System.nanoTime();
        kernel.run(src, block, dst, 0);
        calls++;
        return System.nanoTime() - start;
    }

    /** Repeats a block until it is fast and has not become faster for a quarter of the budget: the compiler takes that long for a large loop. */
    private long settle(OutputBlock block, long first, long fast) {
        long best = first;
        long since = System.nanoTime();
        while (left() > 0) {
            long nanos = time(block);
            long now = System.nanoTime();
            if (nanos < best * 9 / 10) {
                since = now;
            }
            best = Math.min(best, nanos);
            if (best <= fast && now - since > budget / QUIET_SHARE) {
                break;
            }
        }
        return best;
    }

    /** As large a block as can be computed often in the budget. */
    private OutputBlock large(OutputBlock small, long nanos) {
        long elements = Math.min(
                dst.length, small.elements(output) * Math.max(1, budget / LARGE_BLOCKS_IN_BUDGET / Math.max(1, nanos)));
        long plane = (long) output.h() * output.w();
        int planes = (int) Math.min(output.d(), elements / (plane * small.channels()));
        OutputBlock deep = block(small.channels(), Math.max(planes, small.planes()));
        int channels = (int) Math.min(output.c(), elements / (plane * deep.planes()));
        return block(Math.max(channels, small.channels()), deep.planes());
    }
}
