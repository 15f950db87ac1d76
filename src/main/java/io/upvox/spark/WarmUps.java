package io.upvox.spark;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.WarmUp;
import io.upvox.tensor.TensorShape;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The first task of a JVM that has a sample of a layer warms it up, the others wait: they would be as slow as it is, and
 * take the cores that the compiler needs.
 */
final class WarmUps {
    private static final long MAX_NANOS = 2_000_000_000L;
    private static final long MIN_NANOS = MAX_NANOS / 10;
    /** Of the time that the job's arithmetic and writing may take on a small machine. */
    private static final double SHARE = 0.2;

    private static final double MULTIPLY_ADDS_PER_NANO = 25;
    private static final double BYTES_PER_NANO = 1;

    /** Packed layers are equal only to themselves. */
    private static final Set<PackedKernel> WARM = Collections.newSetFromMap(new WeakHashMap<>());

    private WarmUps() {}

    /** How long a job's executors may warm up: small jobs are done before it pays. */
    static long budget(double multiplyAdds, long outputBytes) {
        double nanos = multiplyAdds / MULTIPLY_ADDS_PER_NANO + outputBytes / BYTES_PER_NANO;
        long budget = (long) Math.min(MAX_NANOS, SHARE * nanos);
        return budget < MIN_NANOS ? 0 : budget;
    }

    /**
     * Warms up if that layer has not been warmed up in this JVM, with that kernel.
     *
     * @param layer packed for the kernel
     * @param planes of the first blocks: the stride
     * @param kernel bound to the sample
     * @param src the sample
     * @param output shape of its output
     * @param block scratch: its contents are lost
     * @return nanoseconds that it took, waiting included
     */
    static long once(
            PackedKernel layer,
            int planes,
            BoundKernel kernel,
            float[] src,
            TensorShape output,
            float[] block,
            long budget) {
        if (budget == 0) {
            return 0;
        }
        long start = System.nanoTime();
        synchronized (WARM) {
            if (!WARM.add(layer)) {
                return System.nanoTime() - start;
            }
            WarmUp.run(kernel, src, output, layer.channelUnit(), planes, block, budget);
        }
        return System.nanoTime() - start;
    }
}
