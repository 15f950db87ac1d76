package io.upvox.spark;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.WarmUp;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Measures how fast this JVM computes a problem, once it is warm. */
final class SpeedCheck {
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    /** Calls go on until none has been faster for that long: a loop may still be compiled after the warm-up, in a slow call. */
    private static final long MEASURE_NANOS = 400_000_000L;

    private static final long MOST_NANOS = 5_000_000_000L;
    private static final int LEAST_CALLS = 3;

    private SpeedCheck() {}

    /**
     * The best of the calls.
     *
     * @param kernel its name
     * @param gflops two operations for each product that lands in the output
     */
    record Speed(String kernel, double gflops) {}

    /** Measures for at most some seconds. */
    static Speed of(String descriptor, @Nullable String kernel, int threads) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        ConvTranspose3dParams p = problem.params();
        int[] shape = {
            p.inChannels(),
            p.outChannelsPerGroup(),
            p.kernel().d(),
            p.kernel().h(),
            p.kernel().w()
        };
        ConvTranspose3dWeights weights =
                ConvTranspose3dWeights.of(shape, random((int) p.weightElements()), null, null, p.groups());
        ConvTranspose3d layer = ConvTranspose3d.of(p, weights, KernelOptions.force(kernel));
        BoundKernel bound = layer.bind(problem.input(), threads);
        float[] src = random((int) problem.input().elements());
        float[] dst = new float[(int) problem.output().elements()];
        int unit = layer.packed(problem.input()).channelUnit();
        WarmUp.run(bound, src, problem.output(), unit, p.stride().d(), dst, WARM_UP_NANOS);
        long best = best(bound, problem, src, dst);
        return new Speed(layer.kernel(problem.input()).name(), 2.0 * problem.multiplyAdds() / best);
    }

    private static long best(BoundKernel bound, ConvTranspose3dProblem problem, float[] src, float[] dst) {
        long best = Long.MAX_VALUE;
        long begin = System.nanoTime();
        long faster = begin;
        long now = begin;
        int calls = 0;
        do {
            long start = System.nanoTime();
            bound.run(src, OutputBlock.all(problem.output()), dst, 0);
            now = System.nanoTime();
            if (now - start < best / 10 * 9) {
                faster = now;
            }
            best = Math.min(best, now - start);
            calls++;
        } while ((calls < LEAST_CALLS || now - faster < MEASURE_NANOS) && now - begin < MOST_NANOS);
        return best;
    }

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
