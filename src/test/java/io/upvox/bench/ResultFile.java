package io.upvox.bench;

import io.upvox.spark.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The dated file: machine, JVM, a table for each number of threads. */
final class ResultFile {
    private static final String HEAD = """
            | source | problem | kernel | min ms | median ms | GFLOP/s | % of FMA peak | GB/s | write-only ms | bound ms | % of bound | scratch MiB | error |
            |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private ResultFile() {}

    static String text(String date, String kernel, String jvm, Map<Integer, List<Measured>> measured) {
        Facts facts = measured.values().iterator().next().get(0).facts();
        StringBuilder s = new StringBuilder("# Kernel benchmark of " + date + "\n\n");
        s.append("Upvox ")
                .append(Version.TEXT)
                .append(", kernel choice: ")
                .append(kernel)
                .append("\n\n");
        Machine.lines().forEach(l -> s.append("- ").append(l).append('\n'));
        s.append("- JDK ").append(facts.jdk());
        s.append(jvm.isEmpty() ? "" : ", " + jvm).append(", vectors of ");
        s.append(facts.vectorBits()).append(" bits\n");
        s.append("""

                A JVM for each problem; input and output are `float[]`, weights packed and shape bound beforehand, the answer
                checked first: `error` is the largest of some thousand outputs against sums in double, relative to the sum of
                absolute terms. GFLOP/s, GB/s (input, weights and output, each once) and shares by the median. GFLOP count two
                operations for each product that lands in the output, so a fast algorithm may pass the peak. The FMA peak is that
                of a Java loop on the same threads in the same process; write-only is a plain Java loop that fills the output;
                bound is the longer of the two, M where writing binds.
                """);
        for (Map.Entry<Integer, List<Measured>> e : new TreeMap<>(measured).entrySet()) {
            table(s, e.getKey(), e.getValue());
        }
        return s.toString();
    }

    private static void table(StringBuilder s, int threads, List<Measured> rows) {
        double peak = rows.stream().mapToDouble(m -> m.facts().peak()).max().orElse(0);
        s.append("\n## ").append(threads).append(threads == 1 ? " thread" : " threads");
        s.append(String.format(Locale.ROOT, ": FMA peak %.0f GFLOP/s%n%n", peak))
                .append(HEAD);
        rows.forEach(m -> s.append(row(m)).append('\n'));
        double mean = rows.stream()
                .mapToDouble(m -> Math.log(m.shareOfBound()))
                .average()
                .orElse(0);
        s.append(String.format(
                Locale.ROOT, "%nGeometric mean of the shares of the bound: %.0f %%%n", 100 * Math.exp(mean)));
    }

    static String row(Measured m) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.0f | %.1f | %.1f | %s | %s%s | %.0f | %.1f | %.0e |",
                m.problem().source(),
                m.problem().descriptor(),
                m.facts().kernel(),
                millis(m.minMillis()),
                millis(m.medianMillis()),
                m.gflops(),
                100 * m.shareOfPeak(),
                m.bytes() / m.medianMillis() * 1e-6,
                millis(m.writeMillis()),
                millis(m.boundMillis()),
                m.bindsMemory() ? " M" : "",
                100 * m.shareOfBound(),
                m.facts().scratchBytes() / 1048576.0,
                m.facts().error());
    }

    private static String millis(double ms) {
        return String.format(Locale.ROOT, ms < 1 ? "%.3f" : ms < 10 ? "%.2f" : "%.1f", ms);
    }
}
