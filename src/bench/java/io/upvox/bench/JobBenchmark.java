package io.upvox.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The whole job against its bound and against what Spark users do today, in turns in one process: kernel and a raw write of
 * the same bytes by two plain threads; the job; a Dataset of {@code array<float>} through libtorch to {@code write.parquet}.
 * Run by the profile {@code bench-job}; arguments are {@code key=value}, see the README.
 */
public final class JobBenchmark {
    private static final int THREADS = 2;

    private final Map<String, String> arguments = new HashMap<>();

    private JobBenchmark(String[] args) {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            arguments.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
    }

    /** Measures, prints and writes the dated file. */
    public static void main(String[] args) throws Exception {
        new JobBenchmark(args).run();
    }

    private int number(String key) {
        return Integer.parseInt(arguments.get(key));
    }

    private void run() throws Exception {
        Path dir = Files.createDirectories(Path.of(arguments.get("dir"), "upvox-job-benchmark"));
        JobResult result = new JobResult(number("samples"), number("today"));
        try (SparkSession spark = SparkSession.builder()
                .master("local[" + THREADS + "]")
                .appName("upvox bench")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            spark.sparkContext().setLogLevel("WARN");
            JobData all = JobData.make(dir.resolve("all"), result.samples());
            JobData few = JobData.make(dir.resolve("few"), result.today());
            List<JobWay> ways = new ArrayList<>();
            ways.add(new RawWay(all, THREADS));
            ways.add(new UpvoxWay(all, spark));
            ways.add(new DatasetWay(few, spark));
            // Not counted: compilers, and memory that the process has not had yet.
            for (JobWay way : ways) {
                way.run();
            }
            result.check(few, ways.get(1).output(), ways.get(2).output());
            for (int round = 0; round < number("rounds"); round++) {
                for (JobWay way : ways) {
                    freeMemory(ways);
                    long gc = collecting();
                    long start = System.nanoTime();
                    way.run();
                    result.add(way.name(), System.nanoTime() - start, collecting() - gc, way.outputBytes());
                    System.out.println(result.last());
                }
            }
        } finally {
            JobData.delete(dir);
        }
        write(result);
    }

    /**
     * Removes all outputs, after writing as much as the largest. Free memory may have to be asked for again, from the host of a
     * virtual machine: that takes longer than writing a file into it, and would hit whichever way came last.
     */
    private static void freeMemory(List<JobWay> ways) throws Exception {
        for (JobWay way : ways) {
            way.clear();
        }
        ways.get(0).run();
        ways.get(0).clear();
    }

    private void write(JobResult result) throws IOException {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        Path out = Files.createDirectories(Path.of(arguments.get("out")));
        Path file = out.resolve(date + "-job-jdk" + Runtime.version().feature() + ".md");
        Files.writeString(file, result.text(date, arguments.get("dir")));
        System.out.println(Files.readString(file));
        System.out.println("written: " + file);
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
