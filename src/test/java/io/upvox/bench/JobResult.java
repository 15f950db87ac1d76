package io.upvox.bench;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import io.upvox.spark.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times of all ways, and the dated file that they become. */
final class JobResult {
    private static final double WORST_ERROR = 1e-4;

    private final int samples;
    private final int today;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private String last = "";

    private record Run(double seconds, double gcSeconds, double megabytesPerSecond) {}

    JobResult(int samples, int today) {
        this.samples = samples;
        this.today = today;
    }

    int samples() {
        return samples;
    }

    int today() {
        return today;
    }

    /** The first sample by both ways that have a format must be the same up to rounding. */
    void check(JobData data, Path upvox, Path dataset) throws IOException {
        float[] ours = sample(upvox, TensorColumnOptions.NONE, data);
        float[] theirs = sample(dataset, new TensorColumnOptions("data", "shape", null, null, "id"), data);
        for (int i = 0; i < ours.length; i++) {
            if (!(Math.abs(ours[i] - theirs[i]) <= WORST_ERROR)) {
                throw new IllegalStateException("value " + i + " is " + ours[i] + " and by libtorch " + theirs[i]);
            }
        }
    }

    private static float[] sample(Path output, TensorColumnOptions columns, JobData data) throws IOException {
        int elements = (int) (data.outputBytes() / data.samples() / 4);
        Map<String, float[]> found = new HashMap<>();
        ReadBack.forEachRow(output, columns, (unit, row) -> {
            if ("sample-000000".equals(unit.id(row))) {
                float[] values = new float[elements];
                unit.read(values);
                found.put("values", values);
            } else {
                unit.skip();
            }
        });
        float[] values = found.get("values");
        if (values == null) {
            throw new IllegalStateException("no sample-000000 in " + output);
        }
        return values;
    }

    void add(String way, long nanos, long gcMillis, long outputBytes) {
        Run run = new Run(nanos * 1e-9, gcMillis * 1e-3, outputBytes * 1e3 / nanos);
        runs.computeIfAbsent(way, w -> new ArrayList<>()).add(run);
        last = String.format(
                Locale.ROOT, "%s: %.2f s, %.0f MB/s of output", way, run.seconds(), run.megabytesPerSecond());
    }

    /** The last run in words. */
    String last() {
        return last;
    }

    String text(String date, String dir) {
        StringBuilder s = new StringBuilder("# Job benchmark of " + date + "\n\nUpvox " + Version.TEXT + "\n\n");
        Machine.lines().forEach(l -> s.append("- ").append(l).append('\n'));
        s.append("- JDK ").append(Runtime.version()).append('\n');
        s.append(String.format(
                Locale.ROOT,
                """

                Samples (3,32,32,32) to (64,63,63,63), kernel 3, stride 2, padding 1; 2 tasks of one kernel thread; files in %s.
                The first two ways take %d samples, the Dataset %d; in turns, %d rounds after one that is not counted. MB of
                output values (10^6 bytes) a second of the whole way, planning and commit included.

                | way | median MB/s | best MB/s | median s | share of time in garbage collection |
                |---|--:|--:|--:|--:|
                """,
                dir,
                samples,
                today,
                runs.values().iterator().next().size()));
        runs.forEach((way, all) -> s.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f | %.1f %% |%n",
                way,
                median(all),
                all.stream().mapToDouble(Run::megabytesPerSecond).max().orElse(0),
                all.stream().mapToDouble(Run::seconds).sorted().toArray()[all.size() / 2],
                100
                        * all.stream().mapToDouble(Run::gcSeconds).sum()
                        / all.stream().mapToDouble(Run::seconds).sum())));
        List<List<Run>> ways = List.copyOf(runs.values());
        s.append(String.format(
                Locale.ROOT,
                "%nBy medians the job reaches %.0f %% of kernel and raw write, and %.1f times the Dataset.%n",
                100 * median(ways.get(1)) / median(ways.get(0)),
                median(ways.get(1)) / median(ways.get(2))));
        return s.toString();
    }

    private static double median(List<Run> all) {
        double[] sorted =
                all.stream().mapToDouble(Run::megabytesPerSecond).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
