package io.upvox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Measures how tensors get into files and out of them, against raw bytes and against parquet-java's own reading, and writes a
 * dated file. Run by the profile {@code bench-files}; arguments are {@code key=value}, see the README.
 */
public final class FileBenchmarks {
    private static final double CODEC_GOAL = 1.5;
    private static final String RANDOM = "random values";
    private static final ObjIntConsumer<float[]> UNSEEN = (values, sample) -> {};

    private final Arguments arguments;
    private final FileWays ways = new FileWays();
    private final java.nio.file.Path folder;
    private final int[] tasks;
    private final int most;
    private final float[][] arrays;
    private final List<FileResultFile.Section> sections = new ArrayList<>();

    private FileBenchmarks(String[] args) throws IOException {
        arguments = new Arguments(args);
        tasks = Arrays.stream(arguments.get("tasks").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        most = Arrays.stream(tasks).max().orElseThrow();
        arrays = new float[most][FileSamples.ELEMENTS];
        java.nio.file.Path dir = java.nio.file.Path.of(arguments.get("dir")).toAbsolutePath();
        folder = Files.createTempDirectory(Files.createDirectories(dir), "bench-files-");
    }

    /** Measures and writes. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new FileBenchmarks(args).run();
    }

    private void run() throws IOException, InterruptedException {
        String place = Files.getFileStore(folder).type();
        try {
            FileSamples[] samples = samples(arguments.number("samples"), false);
            write(samples);
            read(samples);
            FileSamples[] one = samples(1, false);
            codec(one, CompressionCodecName.LZ4_RAW, false, RANDOM);
            codec(one, CompressionCodecName.SNAPPY, false, RANDOM);
            codec(one, CompressionCodecName.ZSTD, false, RANDOM);
            codec(one, CompressionCodecName.UNCOMPRESSED, true, RANDOM);
            codec(samples(1, true), CompressionCodecName.ZSTD, false, "half of the values zero");
        } finally {
            FileUtil.fullyDelete(folder.toFile()); // empty, unless something failed
        }
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        java.nio.file.Path out = Files.createDirectories(java.nio.file.Path.of(arguments.get("out")));
        java.nio.file.Path file =
                out.resolve(date + "-files-jdk" + Runtime.version().feature() + ".md");
        Files.writeString(file, FileResultFile.text(date, arguments, place, sections));
        System.out.println("written: " + file);
    }

    private FileSamples[] samples(int count, boolean relu) {
        FileSamples[] samples = new FileSamples[most];
        for (int t = 0; t < most; t++) {
            samples[t] = new FileSamples(count, t + 1, relu);
        }
        return samples;
    }

    private Path path(String name, int task) {
        return new Path(folder.toString(), name + "-" + task);
    }

    private void write(FileSamples[] samples) throws IOException, InterruptedException {
        FilePass.Task delete = t -> ways.delete(path("out", t));
        measure(
                arguments.number("rounds"),
                "Writing",
                samples,
                List.of(
                        new FilePass("raw bytes", 0, t -> ways.writeRaw(path("out", t), samples[t]), delete),
                        new FilePass("Parquet", 0.9, t -> ways.writeParquet(path("out", t), samples[t], false), delete),
                        new FilePass(
                                "Parquet, page CRC",
                                0.85,
                                t -> ways.writeParquet(path("out", t), samples[t], true),
                                delete),
                        new FilePass("Arrow IPC", 0.95, t -> ways.writeArrow(path("out", t), samples[t]), delete)));
    }

    private void read(FileSamples[] samples) throws IOException, InterruptedException {
        for (int t = 0; t < most; t++) {
            ways.writeParquet(path("plain", t), samples[t], false);
            ways.writeParquet(path("crc", t), samples[t], true);
            ways.writeArrow(path("arrow", t), samples[t]);
            for (String name : List.of("plain", "crc", "arrow")) {
                FileSamples expected = samples[t];
                ways.read(path(name, t), arrays[t], (found, sample) -> expected.check(name, sample, found));
            }
        }
        measure(
                arguments.number("rounds"),
                "Reading",
                samples,
                List.of(
                        FilePass.of("raw bytes", 0, t -> ways.readRaw(path("plain", t))),
                        FilePass.of("Parquet", 0.65, t -> ways.read(path("plain", t), arrays[t], UNSEEN)),
                        FilePass.of("Parquet, page CRC", 0.5, t -> ways.read(path("crc", t), arrays[t], UNSEEN)),
                        FilePass.of("Arrow IPC", 0.9, t -> ways.read(path("arrow", t), arrays[t], UNSEEN))));
        for (int t = 0; t < most; t++) {
            for (String name : List.of("plain", "crc", "arrow")) {
                ways.delete(path(name, t));
            }
        }
    }

    private void codec(FileSamples[] samples, CompressionCodecName codec, boolean split, String values)
            throws IOException, InterruptedException {
        long bytes = 0;
        for (int t = 0; t < most; t++) {
            Path path = path("java", t);
            FileSamples expected = samples[t];
            ParquetJavaWays.write(path, expected, codec, split);
            ParquetJavaWays.read(path, arrays[t], (found, sample) -> expected.check("parquet-java", sample, found));
            Arrays.fill(arrays[t], 0);
            ways.read(path, arrays[t], (found, sample) -> expected.check("Upvox", sample, found));
            bytes += Files.size(folder.resolve("java-" + t));
        }
        String name = split ? "BYTE_STREAM_SPLIT" : codec.name();
        measure(
                // parquet-java takes its time, and the difference is large
                Math.max(3, arguments.number("rounds") / 3),
                String.format(
                        "Reading %s, %s, %.2f of the size", name, values, (double) bytes / (most * FileSamples.BYTES)),
                samples,
                List.of(
                        FilePass.of(
                                "parquet-java, value by value",
                                0,
                                t -> ParquetJavaWays.read(path("java", t), arrays[t], UNSEEN)),
                        FilePass.of("Upvox", CODEC_GOAL, t -> ways.read(path("java", t), arrays[t], UNSEEN))));
        for (int t = 0; t < most; t++) {
            ways.delete(path("java", t));
        }
    }

    private void measure(int rounds, String title, FileSamples[] samples, List<FilePass> passes)
            throws IOException, InterruptedException {
        Map<Integer, List<FilePassTimes>> times = new TreeMap<>();
        for (int n : tasks) {
            times.put(n, new FileRounds(n, rounds).run(passes));
        }
        FileResultFile.Section section = new FileResultFile.Section(title, samples[0].count(), times);
        sections.add(section);
        System.out.println(FileResultFile.table(section));
    }
}
