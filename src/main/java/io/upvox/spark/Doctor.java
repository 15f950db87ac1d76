package io.upvox.spark;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.VectorSupport;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Looks at the JVMs that a job would run in: can they compute, and how fast. */
public final class Doctor {
    private static final List<String> PROBLEMS =
            List.of("ic=64 oc=32 in=16 k=4 s=2 p=1", "ic=64 oc=32 in=24 k=2 s=2", "ic=3 oc=64 in=24 k=3 s=2 p=1");
    /** The reference is some hundred times slower: it gets a cut of the first problem. */
    private static final String REFERENCE_PROBLEM = "ic=64 oc=32 in=4 k=4 s=2 p=1";

    private static final long MEASURE_NANOS = 1_000_000_000L;
    private static final int TASKS_PER_SLOT = 3;

    private Doctor() {}

    /**
     * What a JVM is like.
     *
     * @param where driver, or an executor's id and host
     * @param lines its facts
     * @param healthy whether the fast kernel can be used
     */
    public record Finding(String where, List<String> lines, boolean healthy) implements Serializable {}

    /** Examines the driver and every executor that takes a task. */
    public static List<Finding> examine(SparkSession spark) {
        JavaSparkContext sc = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Cluster cluster = Cluster.of(sc.getConf());
        List<Finding> findings = new ArrayList<>();
        findings.add(finding("driver", cluster.threads()));
        if (cluster.master().startsWith("local") && !cluster.master().startsWith("local-cluster")) {
            return findings; // tasks run in this JVM
        }
        int tasks = cluster.slots() * TASKS_PER_SLOT;
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            numbers.add(i);
        }
        Map<String, Finding> byExecutor = new TreeMap<>();
        sc.parallelize(numbers, tasks)
                .map(i -> finding(
                        "executor " + SparkEnv.get().executorId() + " on "
                                + SparkEnv.get().blockManager().blockManagerId().host(),
                        TaskContext.get().cpus()))
                .collect()
                .forEach(f -> byExecutor.putIfAbsent(f.where(), f));
        findings.addAll(byExecutor.values());
        return findings;
    }

    private static synchronized Finding finding(String where, int threads) {
        VectorSupport vector = VectorSupport.ofThisJvm();
        List<String> lines = new ArrayList<>();
        lines.add("JDK       " + System.getProperty("java.vendor") + " " + Runtime.version());
        lines.add("vectors   "
                + (vector.available()
                        ? vector.vectorBits() + " bits"
                        : "none: " + vector.reason() + "; the scalar kernel runs instead, several times slower"));
        lines.add("cores     " + Runtime.getRuntime().availableProcessors() + ", a task uses " + threads + " threads");
        lines.add("heap      " + Bytes.text(Runtime.getRuntime().maxMemory()));
        double reference = gflops(REFERENCE_PROBLEM, "f32-reference", threads);
        for (String problem : PROBLEMS) {
            double fast = gflops(problem, null, threads);
            lines.add(String.format(
                    Locale.ROOT,
                    "speed     %.1f GFLOP/s on %s, %.0f times the reference kernel",
                    fast,
                    problem,
                    fast / reference));
        }
        return new Finding(where, lines, vector.available());
    }

    private static double gflops(String descriptor, @Nullable String kernel, int threads) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        var p = problem.params();
        int[] shape = {
            p.inChannels(),
            p.outChannelsPerGroup(),
            p.kernel().d(),
            p.kernel().h(),
            p.kernel().w()
        };
        ConvTranspose3dWeights weights =
                ConvTranspose3dWeights.of(shape, random((int) p.weightElements()), null, null, p.groups());
        BoundKernel bound =
                ConvTranspose3d.of(p, weights, KernelOptions.force(kernel)).bind(problem.input(), threads);
        float[] src = random((int) problem.input().elements());
        float[] dst = new float[(int) problem.output().elements()];
        long best = Long.MAX_VALUE;
        long end = System.nanoTime() + MEASURE_NANOS;
        do {
            long start = System.nanoTime();
            bound.run(src, OutputBlock.all(problem.output()), dst, 0);
            best = Math.min(best, System.nanoTime() - start);
        } while (System.nanoTime() < end);
        return 2.0 * problem.multiplyAdds() / best;
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
