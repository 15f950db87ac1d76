package io.upvox.spark;

import io.upvox.kernel.FmaPeak;
import io.upvox.kernel.VectorSupport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Looks at the JVMs that a job would run in: can they compute, and how fast. */
public final class Doctor {
    private static final List<Problem> PROBLEMS = List.of(
            new Problem("many channels, k4 s2", "ic=128 oc=64 in=12 k=4 s=2 p=1", 0.25),
            new Problem("kernel 2, stride 2", "ic=64 oc=32 in=24 k=2 s=2", 0.1),
            new Problem("few channels", "ic=32 oc=2 in=32 k=3 s=2 p=1 op=1", 0.04));
    /** The reference is some hundred times slower: it gets a cut of the first problem. */
    private static final String REFERENCE_PROBLEM = "ic=128 oc=64 in=3 k=4 s=2 p=1";

    private static final long PEAK_NANOS = 300_000_000L;
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

    /**
     * What is measured.
     *
     * @param what in words
     * @param descriptor the problem
     * @param least share of the FMA peak below which something is wrong
     */
    private record Problem(String what, String descriptor, double least) {}

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
        lines.add("vectors   " + vector.text());
        lines.add("cores     " + Runtime.getRuntime().availableProcessors() + ", a task uses " + threads + " threads");
        lines.add("heap      " + Bytes.text(Runtime.getRuntime().maxMemory()));
        speed(lines, threads);
        return new Finding(where, lines, vector.available());
    }

    private static void speed(List<String> lines, int threads) {
        double peak = FmaPeak.gflops(threads, PEAK_NANOS);
        lines.add(String.format(Locale.ROOT, "peak      %.0f GFLOP/s of multiply-adds in registers", peak));
        double reference =
                SpeedCheck.of(REFERENCE_PROBLEM, "f32-reference", threads).gflops();
        for (Problem problem : PROBLEMS) {
            SpeedCheck.Speed speed = SpeedCheck.of(problem.descriptor(), null, threads);
            double share = speed.gflops() / peak;
            lines.add(String.format(
                    Locale.ROOT,
                    "speed     %.1f GFLOP/s, %.0f %% of the peak, %s (%s), %s, %.0f times the reference kernel",
                    speed.gflops(),
                    100 * share,
                    problem.what(),
                    problem.descriptor(),
                    speed.kernel(),
                    speed.gflops() / reference));
            if (share < problem.least()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "warning   that is suspiciously slow, at least %.0f %% of the peak is usual: is the machine"
                                + " busy, or the loop badly compiled (JVM flags that limit the compiler)?",
                        100 * problem.least()));
            }
        }
    }
}
