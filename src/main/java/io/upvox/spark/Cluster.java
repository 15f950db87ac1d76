package io.upvox.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * What is known of the cluster before the job starts, from Spark's configuration.
 *
 * @param master Spark's master
 * @param slots tasks that can run at the same time, at least 1; for clusters a lower bound
 * @param tasksPerExecutor tasks that share an executor's heap
 * @param threads intra-op threads a task
 * @param cores cores of an executor
 * @param executorBytes heap of an executor
 */
record Cluster(String master, int slots, int tasksPerExecutor, int threads, int cores, long executorBytes) {
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)(?:,\\s*\\d+)?])?");
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[(\\d+),\\s*(\\d+),\\s*\\d+]");
    private static final String DEFAULT_MEMORY = "1g";

    /** Reads the configuration; nothing is started. */
    static Cluster of(SparkConf conf) {
        String master = conf.get("spark.master", "local[*]");
        int threads = Math.max(1, conf.getInt("spark.task.cpus", 1));
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            String n = local.group(1);
            int cores =
                    n == null ? 1 : n.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(n);
            int slots = Math.max(1, cores / threads);
            return new Cluster(
                    master, slots, slots, threads, cores, Runtime.getRuntime().maxMemory());
        }
        Matcher localCluster = LOCAL_CLUSTER.matcher(master);
        int executors = Math.max(1, conf.getInt("spark.executor.instances", 1));
        int cores = conf.getInt("spark.executor.cores", 1);
        if (localCluster.matches()) {
            executors = Integer.parseInt(localCluster.group(1));
            cores = Integer.parseInt(localCluster.group(2));
        } else if (conf.contains("spark.cores.max") && cores > 0) {
            executors = Math.max(1, conf.getInt("spark.cores.max", cores) / cores);
        }
        int tasks = Math.max(1, cores / threads);
        long memory = JavaUtils.byteStringAsBytes(conf.get("spark.executor.memory", DEFAULT_MEMORY));
        return new Cluster(master, executors * tasks, tasks, threads, cores, memory);
    }

    /** What does not fit together. */
    List<String> warnings(List<Split> splits, PlanMemory memory) {
        List<String> warnings = new ArrayList<>();
        if (splits.size() < slots) {
            warnings.add("the input has " + splits.size() + " row groups or record batches for " + slots
                    + " tasks at a time: some cores stay idle; write smaller row groups (in pyarrow: write_table(...,"
                    + " row_group_size=1))");
        }
        if (threads > cores) {
            warnings.add("spark.task.cpus " + threads + " exceeds the " + cores
                    + " cores of an executor: no task can start");
        }
        long needed = tasksPerExecutor * memory.taskBytes() + memory.weightBytes();
        if (needed > executorBytes * 6 / 10) {
            warnings.add("an executor needs about " + Bytes.text(needed) + " for " + tasksPerExecutor
                    + " tasks and the weights, and has a heap of " + Bytes.text(executorBytes)
                    + "; give it more memory, or more spark.task.cpus"
                    + (memory.otherBytes() == 0 ? "" : ", or a smaller --row-group-bytes"));
        }
        long outside = tasksPerExecutor * memory.otherDirectBytes();
        if (outside > executorBytes * 6 / 10) {
            warnings.add("an executor needs about " + Bytes.text(outside)
                    + " outside its heap for the other columns of "
                    + tasksPerExecutor + " tasks, and a JVM allows as much as its heap of " + Bytes.text(executorBytes)
                    + "; give it more memory, or more spark.task.cpus");
        }
        return warnings;
    }
}
