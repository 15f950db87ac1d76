package io.upvox.spark;

import io.upvox.kernel.VectorSupport;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.internal.io.SparkHadoopWriterUtils;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The job: plans, runs the tasks, commits; the output appears whole or not at all. */
public final class UpsampleJob {
    /** Bytes of the values of one output page: it stays in cache while it is filled, summed up and written. */
    public static final int PAGE_BYTES = 256 << 10;

    private final SparkSession spark;
    private final UpsampleOptions options;
    private final Consumer<String> progress;

    /**
     * A job.
     *
     * @param progress receives lines for a person to read
     */
    public UpsampleJob(SparkSession spark, UpsampleOptions options, Consumer<String> progress) {
        this.spark = spark;
        this.options = options;
        this.progress = progress;
    }

    /**
     * The plan in words; nothing runs, no session is needed.
     *
     * @param sparkConf Spark's configuration, for cores and memory
     * @param conf Hadoop's configuration
     * @throws io.upvox.tensor.UsageException if options contradict each other or the output may not be written
     * @throws InvalidDataException if weights or input data cannot be used
     */
    public static List<String> explain(UpsampleOptions options, SparkConf sparkConf, Configuration conf)
            throws IOException {
        Cluster cluster = Cluster.of(sparkConf);
        return PlanText.lines(new JobPlanner(options, conf, cluster).plan(), cluster);
    }

    /**
     * Runs the job.
     *
     * @throws io.upvox.tensor.UsageException if options contradict each other or the output may not be written
     * @throws InvalidDataException if weights or input data cannot be used; nothing was written then
     * @throws IOException if storage fails for good
     */
    public JobReport run() throws IOException {
        long start = System.nanoTime();
        JavaSparkContext sc = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration conf = sc.hadoopConfiguration();
        Cluster cluster = Cluster.of(sc.getConf());
        JobPlan plan = new JobPlanner(options, conf, cluster).plan();
        PlanText.lines(plan, cluster).forEach(progress);
        long planned = System.nanoTime();
        OutputDirectory output =
                OutputDirectory.of(options.output(), options.write().mode(), conf);
        if (plan.partitions().isEmpty()) {
            output.completeAddition(plan.previous());
            return nothingToDo(plan, planned - start);
        }
        Done done;
        try {
            output.begin();
            JobCommit commit = new JobCommit(spark.conf(), conf, output);
            commit.setup();
            done = run(sc, plan, output, commit);
        } catch (Throwable e) {
            abandon(output, e);
            throw e;
        }
        return report(plan, done, planned - start, System.nanoTime() - planned);
    }

    /** What ended the job is told, also where storage does not let its traces be removed. */
    private static void abandon(OutputDirectory output, Throwable why) {
        try {
            output.abandon();
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private record Done(List<TaskResult> results, long runNanos) {}

    private Done run(JavaSparkContext sc, JobPlan plan, OutputDirectory output, JobCommit commit) throws IOException {
        boolean committed = false;
        try {
            long start = System.nanoTime();
            Broadcast<JobSpec> spec = sc.broadcast(spec(plan, commit));
            List<TaskResult> results = new TaskRun(sc, plan, output, progress).collect(spec);
            spec.destroy();
            long ran = System.nanoTime();
            output.publish(plan.previous(), manifest(plan, results), () -> commit.commit(results));
            committed = true;
            return new Done(results, ran - start);
        } finally {
            if (!committed) {
                commit.abort();
            }
        }
    }

    @SuppressWarnings("JavaUtilDate") // what Spark's tracker ids are made of
    private static JobSpec spec(JobPlan plan, JobCommit commit) {
        UpsampleOptions o = plan.options();
        return new JobSpec(
                new SerializableConfiguration(commit.conf()),
                commit.protocol(),
                SparkHadoopWriterUtils.createJobTrackerID(new Date()),
                o.columns(),
                plan.params(),
                o.spec(),
                new BroadcastWeights(plan.weights()),
                o.kernel(),
                o.write().format(),
                plan.outputOptions(),
                new JobSpec.Sizes(
                        o.write().maxRowBytes(),
                        o.write().rowGroupBytes(),
                        o.write().blockBytes()),
                o.badSamples(),
                WarmUps.budget(plan.multiplyAdds(), plan.outputBytes()));
    }

    private static Manifest manifest(JobPlan plan, List<TaskResult> results) {
        Map<String, String> head = ManifestHead.of(plan.outputOptions(), plan.options());
        Map<String, Manifest.InputFile> files = new LinkedHashMap<>();
        for (List<Split> partition : plan.partitions()) {
            for (Split s : partition) {
                files.put(s.path(), new Manifest.InputFile(s.length(), s.modified(), plan.idColumn()));
            }
        }
        List<SampleRecord> records =
                results.stream().flatMap(r -> r.records().stream()).toList();
        return plan.previous().with(head, files, records);
    }

    private JobReport nothingToDo(JobPlan plan, long planNanos) {
        return report(plan, new Done(List.of(), 0), planNanos, 0);
    }

    private JobReport report(JobPlan plan, Done done, long planNanos, long restNanos) {
        PhaseTimes times = new PhaseTimes();
        List<String> skipped = new ArrayList<>();
        long bytes = 0;
        long samples = 0;
        for (TaskResult r : done.results()) {
            times.add(r.times());
            skipped.addAll(r.skipped());
            bytes += r.fileBytes();
            samples += r.records().size();
        }
        String ran = done.results().stream()
                .flatMap(r -> r.kernels().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String kernel = ran.isEmpty() ? plan.choice().kernel().name() : ran;
        String vectors = vectors(done);
        return new JobReport(
                new JobReport.Summary(
                        options.output(),
                        plan.inputBytes(),
                        plan.outputBytes(),
                        plan.multiplyAdds(),
                        plan.partitions().size(),
                        Operations.json(plan.params()),
                        plan.weights().digest(),
                        plan.warnings()),
                samples,
                skipped,
                bytes,
                done.results().size(),
                planNanos * 1e-9,
                done.runNanos() * 1e-9,
                (restNanos - done.runNanos()) * 1e-9,
                new JobReport.Seconds(
                        times.readSeconds(),
                        times.packSeconds(),
                        times.warmUpSeconds(),
                        times.computeSeconds(),
                        times.writeSeconds()),
                kernel,
                vectors,
                spark.version());
    }

    /** What the JVMs of the tasks had; where one had no vectors and the driver's plan does not say so, a line does. */
    private String vectors(Done done) {
        String here = VectorSupport.ofThisJvm().text();
        List<String> found =
                done.results().stream().map(TaskResult::vectors).distinct().toList();
        String worst = found.stream()
                .filter(v -> v.startsWith("none"))
                .findFirst()
                .orElse(found.isEmpty() ? here : found.get(0));
        if (!worst.equals(here)) {
            progress.accept("vectors   of an executor: " + worst);
        }
        return worst;
    }
}
