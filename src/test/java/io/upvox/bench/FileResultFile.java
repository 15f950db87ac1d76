package io.upvox.bench;

import io.upvox.spark.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The dated file: machine, JVM, a table for each thing that was compared. */
final class FileResultFile {
    private static final String HEAD = """
            | way | tasks | min ms | median ms | MB/s | %% of %s | by minima | goal | GC %% | MiB allocated |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private FileResultFile() {}

    /**
     * Ways that were compared.
     *
     * @param title what they did
     * @param samples in each task's file
     * @param times by number of tasks; in each list the first way is the one to compare with
     */
    record Section(String title, int samples, Map<Integer, List<FilePassTimes>> times) {}

    /** @param place the kind of file system that the files were on */
    static String text(String date, Arguments arguments, String place, List<Section> sections) {
        StringBuilder s = new StringBuilder("# File benchmark of " + date + "\n\n");
        s.append("Upvox ").append(Version.TEXT).append("\n\n");
        Machine.lines().forEach(l -> s.append("- ").append(l).append('\n'));
        s.append("- JDK ").append(Machine.jdk()).append(", ").append(arguments.get("jvm"));
        s.append("\n- files on ").append(place).append(", page cache warm; ");
        s.append(arguments.get("rounds")).append(" rounds, a third of them for compressed files\n\n");
        s.append(String.format(Locale.ROOT, """
                Samples of shape %s, %.1f MB each, one a row group or record batch. Each task is a thread with a file of its own.
                The ways of a table take turns, round after round, after two rounds of warm-up; a time is that from the start of
                the first task to the end of the last, with opening and closing files. MB/s (10^6 bytes of float32 values) and
                shares by the median. What is read was compared with what was written first, bit for bit. All go through
                Hadoop's file system: raw writing converts the same `float[]` in pieces of 256 KiB, raw reading takes the bytes of
                the Parquet file in pieces of 256 KiB and does nothing with them. Upvox's writing includes the checksum of each
                sample. GC %% is the share of a way's time in which garbage was collected, whoever left it; allocated is what
                the tasks of one round allocated on the heap.
                """, FileSamples.SHAPE, FileSamples.BYTES / 1e6));
        sections.forEach(section -> s.append('\n').append(table(section)));
        return s.toString();
    }

    static String table(Section section) {
        List<FilePassTimes> any = section.times().values().iterator().next();
        StringBuilder s = new StringBuilder("## " + section.title() + "\n\n" + section.samples());
        s.append(section.samples() == 1 ? " sample a file.\n\n" : " samples a file.\n\n");
        s.append(String.format(HEAD, any.get(0).pass().name().replaceFirst(",.*", "")));
        section.times()
                .forEach((tasks, all) -> all.forEach(t ->
                        s.append(row(tasks, (double) tasks * section.samples() * FileSamples.BYTES, t, all.get(0)))));
        return s.toString();
    }

    private static String row(int tasks, double bytes, FilePassTimes t, FilePassTimes base) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.0f | %.0f | %.0f | %s | %.1f | %.1f |%n",
                t.pass().name(),
                tasks,
                t.minMillis(),
                t.medianMillis(),
                bytes / t.medianMillis() * 1e-3,
                100 * base.medianMillis() / t.medianMillis(),
                100 * base.minMillis() / t.minMillis(),
                t.pass().goal() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.0f", 100 * t.pass().goal()),
                100 * t.gcShare(),
                t.allocatedBytes() / 1048576.0);
    }
}
