package io.upvox.bench;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.FmaPeak;
import io.upvox.kernel.KernelOptions;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.VectorSupport;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.parallel.IntraOpPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One problem: weights packed and shape bound beforehand, the whole output computed at each call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    private static final double WORST_ERROR = 1e-5;
    private static final long PEAK_NANOS = 300_000_000L;
    private static final long WRITE_NANOS = 200_000_000L;
    private static final int MIN_WRITES = 5;

    /** Descriptor. */
    @Param("ic=3 oc=64 in=32 k=3 s=2 p=1")
    public String problem;

    /** Intra-op threads. */
    @Param("1")
    public int threads;

    /** Name of a kernel; auto for the choice of the list, direct for that without fast algorithms. */
    @Param("auto")
    public String kernel;

    /** Where facts go that JMH has no place for. */
    @Param("target/bench/facts.properties")
    public String facts;

    private float[] src;
    private float[] dst;
    private BoundKernel bound;
    private OutputBlock all;
    private String name;
    private double peak;
    private double error;
    private long writeNanos;

    /** Packs, binds, checks the answer; measures what the machine can do. */
    @Setup(Level.Trial)
    public void setUp() {
        ConvTranspose3dProblem q = ConvTranspose3dProblem.parse(problem);
        ConvTranspose3dParams p = q.params();
        float[] weight = random(1, p.weightElements());
        float[] bias = random(2, p.outChannels());
        src = random(3, q.input().elements());
        dst = new float[Math.toIntExact(q.output().elements())];
        int[] shape = {
            p.inChannels(),
            p.outChannelsPerGroup(),
            p.kernel().d(),
            p.kernel().h(),
            p.kernel().w()
        };
        ConvTranspose3dWeights weights =
                ConvTranspose3dWeights.of(shape, weight, new int[] {bias.length}, bias, p.groups());
        ConvTranspose3d layer = ConvTranspose3d.of(p, weights, options(kernel));
        name = layer.kernel(q.input()).name();
        bound = layer.bind(q.input(), threads);
        all = OutputBlock.all(q.output());
        bound.run(src, all, dst, 0);
        error = new SampledCheck(q, src, weight, bias).worst(dst);
        if (!(error < WORST_ERROR)) {
            throw new IllegalStateException(name + " is wrong on " + problem + ": error " + error);
        }
        writeNanos = write();
        peak = FmaPeak.gflops(threads, PEAK_NANOS);
    }

    private static KernelOptions options(String kernel) {
        return switch (kernel) {
            case "auto" -> KernelOptions.DEFAULT;
            case "direct" -> new KernelOptions(null, false);
            default -> KernelOptions.force(kernel);
        };
    }

    /** The whole output. */
    @Benchmark
    public float[] run() {
        bound.run(src, all, dst, 0);
        return dst;
    }

    /** Leaves the facts for {@link Benchmarks}. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        peak = Math.max(peak, FmaPeak.gflops(threads, PEAK_NANOS));
        writeNanos = Math.min(writeNanos, write());
        new Facts(
                        name,
                        VectorSupport.ofThisJvm().vectorBits(),
                        Machine.jdk(),
                        peak,
                        writeNanos,
                        error,
                        bound.scratchBytes())
                .write(Path.of(facts));
    }

    /** The least time in which a plain loop fills the output, by all threads. */
    private long write() {
        int chunks = 4 * threads;
        long best = Long.MAX_VALUE;
        long end = System.nanoTime() + WRITE_NANOS;
        for (int i = 0; i < MIN_WRITES || System.nanoTime() < end; i++) {
            float value = i;
            long start = System.nanoTime();
            IntraOpPool.shared().run(threads, chunks, (chunk, worker) -> fill(chunk, chunks, value));
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private void fill(int chunk, int chunks, float value) {
        float[] to = dst;
        int end = (int) ((chunk + 1L) * to.length / chunks);
        for (int i = (int) ((long) chunk * to.length / chunks); i < end; i++) {
            to[i] = value;
        }
    }

    private static float[] random(int seed, long count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
