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

/** Compares an output directory with its manifest, a task for each file and several for a large one; changes nothing. */
public final class VerifyJob {
    private static final long PROGRESS_SECONDS = 2;
    /** Some tenths of a second of work: enough to outweigh the footer, which each task reads. */
    private static final long PIECE_BYTES = 256L << 20;
    /** With so many files for each core, cores are busy to about the end anyway, and no footer is read beforehand. */
    private static final int FILES_PER_CORE = 4;

    private final SparkSession spark;
    private final String output;
    private final int limit;
    private final Consumer<String> progress;
    private final long pieceBytes;

    /**
     * A verification.
     *
     * @param output the output directory of a job, as a Hadoop path
     * @param limit how many problems are described, at least 1; all are counted
     * @param progress receives lines for a person to read
     */
    public VerifyJob(SparkSession spark, String output, int limit, Consumer<String> progress) {
        this(spark, output, limit, progress, PIECE_BYTES);
    }

    /** @param pieceBytes longer files are verified by several tasks */
    VerifyJob(SparkSession spark, String output, int limit, Consumer<String> progress, long pieceBytes) {
        this.pieceBytes = pieceBytes;
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
        LongAccumulator done = sc.sc().longAccumulator("upvox tasks");
        String tensorColumn = plan.tensorColumn();
        int most = limit;
        List<ExpectedFile> pieces = pieces(sc, plan);
        int tasks = pieces.size();
        JavaFutureAction<List<FileFindings>> action = sc.parallelize(pieces, tasks)
                .map(file -> verify(file, conf, tensorColumn, most, done))
                .collectAsync();
        return watch(action, done, tasks);
    }

    private List<ExpectedFile> pieces(JavaSparkContext sc, VerifyPlan plan) throws IOException {
        return plan.files().size() >= FILES_PER_CORE * sc.defaultParallelism()
                ? plan.files()
                : new FilePieces(plan.tensorColumn(), sc.hadoopConfiguration(), pieceBytes).of(plan.files());
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

    private List<FileFindings> watch(JavaFutureAction<List<FileFindings>> action, LongAccumulator done, int tasks)
            throws IOException {
        long start = System.nanoTime();
        try {
            while (true) {
                try {
                    return action.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    progress.accept(String.format(
                            Locale.ROOT,
                            "progress  %d of %d tasks, %.1f s",
                            done.value(),
                            tasks,
                            (System.nanoTime() - start) * 1e-9));
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(Causes.line(e), e);
        } catch (CancellationException e) {
            throw new IOException("the verification was cancelled", e);
        } catch (InterruptedException e) {
            action.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the verification was interrupted", e);
        }
    }
}
