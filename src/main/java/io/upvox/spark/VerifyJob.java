package io.upvox.spark;

import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Compares an output directory with its manifest, one task a file; changes nothing. */
public final class VerifyJob {
    private static final long PROGRESS_SECONDS = 2;

    private final SparkSession spark;
    private final String output;
    private final int limit;
    private final Consumer<String> progress;

    /**
     * A verification.
     *
     * @param output the output directory of a job, as a Hadoop path
     * @param limit how many problems are described, at least 1; all are counted
     * @param progress receives lines for a person to read
     */
    public VerifyJob(SparkSession spark, String output, int limit, Consumer<String> progress) {
        this.spark = spark;
        this.output = output;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * Reads all that the manifest lists.
     *
     * @throws io.upvox.tensor.UsageException if there is no such directory, or it has no manifest
     * @throws InvalidDataException if the manifest is damaged, contradicts itself, or has another layout
     * @throws IOException if storage fails for good
     */
    public VerifyReport run() throws IOException {
        long start = System.nanoTime();
        JavaSparkContext sc = JavaSparkContext.fromSparkContext(spark.sparkContext());
        VerifyPlan plan = VerifyPlan.of(output, limit, sc.hadoopConfiguration());
        progress.accept("verify    " + plan.directory() + ": " + plan.samples() + " samples in "
                + plan.files().size() + " files, "
                + Bytes.text(
                        plan.files().stream().mapToLong(ExpectedFile::length).sum()));
        Problems problems = plan.problems();
        long rows = 0;
        long valueBytes = 0;
        for (FileFindings f : plan.files().isEmpty() ? List.<FileFindings>of() : collect(sc, plan)) {
            rows += f.rows();
            valueBytes += f.valueBytes();
            problems.addAll(f.problems());
        }
        return new VerifyReport(
                output,
                plan.samples(),
                rows,
                plan.files().size(),
                valueBytes,
                plan.files().stream().mapToLong(ExpectedFile::length).sum(),
                problems.first(),
                problems.count(),
                (System.nanoTime() - start) * 1e-9);
    }

    private List<FileFindings> collect(JavaSparkContext sc, VerifyPlan plan) throws IOException {
        Broadcast<SerializableConfiguration> conf =
                sc.broadcast(new SerializableConfiguration(sc.hadoopConfiguration()));
        // Only for watching: a repeated task counts twice.
        LongAccumulator done = sc.sc().longAccumulator("upvox files");
        String tensorColumn = plan.tensorColumn();
        int most = limit;
        int files = plan.files().size();
        JavaFutureAction<List<FileFindings>> action = sc.parallelize(plan.files(), files)
                .map(file -> verify(file, conf, tensorColumn, most, done))
                .collectAsync();
        return watch(action, done, files);
    }

    private static FileFindings verify(
            ExpectedFile file,
            Broadcast<SerializableConfiguration> conf,
            @Nullable String tensorColumn,
            int limit,
            LongAccumulator done)
            throws IOException {
        FileFindings found = FileVerifier.run(file, conf.value().value(), tensorColumn, limit);
        done.add(1);
        return found;
    }

    private List<FileFindings> watch(JavaFutureAction<List<FileFindings>> action, LongAccumulator done, int files)
            throws IOException {
        long start = System.nanoTime();
        try {
            while (true) {
                try {
                    return action.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    progress.accept(String.format(
                            Locale.ROOT,
                            "progress  %d of %d files, %.1f s",
                            done.value(),
                            files,
                            (System.nanoTime() - start) * 1e-9));
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(TaskRun.innermost(e), e);
        } catch (CancellationException e) {
            throw new IOException("the verification was cancelled", e);
        } catch (InterruptedException e) {
            action.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the verification was interrupted", e);
        }
    }
}
