package io.upvox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Measures the problems of {@code problems/bench}, each in a JVM of its own, and writes a dated file. Run by the profile
 * {@code bench}; arguments are {@code key=value}, see the README.
 */
public final class Benchmarks {
    private static final int WARM_UP_SECONDS = 2;

    private final Arguments arguments;

    private Benchmarks(String[] args) {
        arguments = new Arguments(args);
    }

    /** Measures and writes. */
    public static void main(String[] args) throws IOException, RunnerException {
        new Benchmarks(args).run();
    }

    private void run() throws IOException, RunnerException {
        List<ProblemFiles.Problem> problems = ProblemFiles.matching(arguments.get("problems"));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem matches " + arguments.get("problems"));
        }
        int[] threads = threads();
        Path out = Files.createDirectories(Path.of(arguments.get("out")));
        Map<Integer, List<Measured>> measured = new HashMap<>();
        int done = 0;
        for (int n : threads) {
            for (ProblemFiles.Problem problem : problems) {
                Measured m = measure(problem, n, out.resolve("facts.properties"));
                measured.computeIfAbsent(n, k -> new ArrayList<>()).add(m);
                done++;
                System.out.println(done + "/" + threads.length * problems.size() + " " + ResultFile.row(m));
            }
        }
        Files.deleteIfExists(out.resolve("facts.properties"));
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        String jdk = measured.get(threads[0]).get(0).facts().jdk().replaceAll(".* (\\d+).*", "$1");
        Path file = out.resolve(date + "-jdk" + jdk + ".md");
        Files.writeString(file, ResultFile.text(date, arguments.get("kernel"), arguments.get("jvm"), measured));
        System.out.println("written: " + file);
    }

    private int[] threads() {
        if (arguments.get("threads").equals("0")) {
            return new int[] {Runtime.getRuntime().availableProcessors()};
        }
        return Arrays.stream(arguments.get("threads").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private Measured measure(ProblemFiles.Problem problem, int threads, Path facts)
            throws IOException, RunnerException {
        List<String> jvm = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", "-Xmx4g"));
        Arrays.stream(arguments.get("jvm").split(" +"))
                .filter(a -> !a.isEmpty())
                .forEach(jvm::add);
        Options options = new OptionsBuilder()
                .include(KernelBenchmark.class.getName() + ".run")
                .jvm(Path.of(arguments.get("jdk"), "bin", "java").toString())
                .jvmArgs(jvm.toArray(String[]::new))
                .param("problem", problem.descriptor())
                .param("threads", Integer.toString(threads))
                .param("kernel", arguments.get("kernel"))
                .param("facts", facts.toString())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(WARM_UP_SECONDS))
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(arguments.number("seconds")))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        Statistics times = result.getPrimaryResult().getStatistics();
        return new Measured(problem, threads, times.getMin(), times.getPercentile(50), times.getN(), Facts.read(facts));
    }
}
