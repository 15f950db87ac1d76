package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The driver dies at each change of the file system that a job makes, one after the other: what a reader may trust is whole,
 * nothing is lost, and the same command run again ends with the whole result.
 */
class OutputDirectoryTest {
    @TempDir
    Path dir;

    private final Configuration conf = new Configuration();

    OutputDirectoryTest() {
        conf.setClass("fs.faulty.impl", FaultyFileSystem.class, FileSystem.class);
        conf.setClass("fs.s3a.impl", ObjectStoreFileSystem.class, FileSystem.class);
    }

    @AfterEach
    void revive() {
        FaultyFileSystem.revive();
    }

    /** A job in small: an input is its name, its output is a file that holds that name. */
    private void run(String output, WriteMode mode, List<String> inputs) throws IOException {
        OutputDirectory out = OutputDirectory.of(output, mode, conf);
        Manifest previous = out.check(List.of());
        List<String> fresh =
                inputs.stream().filter(i -> !previous.files().containsKey(i)).toList();
        if (fresh.isEmpty()) {
            out.completeAddition(previous);
            return;
        }
        out.begin();
        boolean published = false;
        try {
            Map<String, Manifest.InputFile> files = new TreeMap<>();
            List<SampleRecord> records = new ArrayList<>();
            for (String input : fresh) {
                String name = OutputDirectory.PART + input + "-" + out.jobId();
                files.put(input, new Manifest.InputFile(1, 1, null));
                records.add(new SampleRecord(input, 0, input, new int[4], name, new int[4], List.of()));
                write(out, "_temporary/" + name, input);
            }
            Manifest manifest = previous.with(Map.of("upvox.version", "of a test"), files, records);
            out.publish(previous, manifest, () -> commit(out, records));
            published = true;
        } finally {
            if (!published) {
                out.abandon();
            }
        }
    }

    private static void write(OutputDirectory out, String name, String text) throws IOException {
        try (var stream = out.fileSystem().create(new org.apache.hadoop.fs.Path(out.work(), name), false)) {
            stream.writeBytes(text);
        }
    }

    /** What Hadoop's file committer does: one file after the other. */
    private static void commit(OutputDirectory out, List<SampleRecord> records) throws IOException {
        org.apache.hadoop.fs.Path temporary = new org.apache.hadoop.fs.Path(out.work(), "_temporary");
        for (SampleRecord r : records) {
            out.fileSystem()
                    .rename(
                            new org.apache.hadoop.fs.Path(temporary, r.output()),
                            new org.apache.hadoop.fs.Path(out.work(), r.output()));
        }
        out.fileSystem().delete(temporary, true);
        if (out instanceof StagedOutput) {
            write(out, "_SUCCESS", "");
        }
    }

    private static List<String> contents(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return texts(files.filter(f -> f.getFileName().toString().startsWith("part-")));
        }
    }

    private static List<String> texts(Stream<Path> files) {
        return files.map(f -> {
                    try {
                        return Files.readString(f);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sorted()
                .toList();
    }

    private Set<String> listed(Path out) {
        try {
            Manifest manifest = Manifest.read(FileSystem.getLocal(conf), new org.apache.hadoop.fs.Path(out.toString()));
            return manifest == null ? Set.of() : manifest.outputs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path f : files.toList()) {
                Files.copy(f, to.resolve(from.relativize(f).toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "faulty, ERROR", "faulty, OVERWRITE", "faulty, RESUME",
        "s3a, ERROR", "s3a, OVERWRITE", "s3a, RESUME",
    })
    void isWholeOrNotThereWhereverTheDriverDies(String scheme, WriteMode mode) throws IOException {
        List<String> before = mode == WriteMode.ERROR ? List.of() : List.of("a", "b");
        List<String> after = mode == WriteMode.RESUME ? List.of("a", "b", "c", "d") : List.of("c", "d");
        Path old = dir.resolve("old");
        if (!before.isEmpty()) {
            run(scheme + "://" + old, WriteMode.ERROR, before);
        }
        Set<String> deaths = new TreeSet<>();
        for (int n = 1; ; n++) {
            Path place = Files.createDirectories(dir.resolve("place" + n));
            Path out = place.resolve("out");
            if (!before.isEmpty()) {
                copy(old, out);
                if (scheme.equals("s3a")) { // its driver was killed when it was all but done
                    Files.createFile(out.resolve(InPlaceOutput.INCOMPLETE));
                }
            }
            String output = scheme + "://" + out;
            FaultyFileSystem.dieAt(n);
            try {
                run(output, mode, after);
            } catch (IOException e) {
                assertThat(FaultyFileSystem.diedAt()).isNotEmpty();
            }
            String at = FaultyFileSystem.diedAt();
            FaultyFileSystem.revive();
            if (at.isEmpty()) {
                break;
            }
            deaths.add(at.replace(place.toString(), "").replaceAll("[0-9a-f-]{36}", ""));
            assertNothingLost(place, scheme, before, after, at);
            boolean whole = Files.exists(out.resolve("_SUCCESS"));
            if (whole && mode == WriteMode.ERROR) {
                assertThatThrownBy(() -> run(output, mode, after)).isInstanceOf(UsageException.class);
            } else {
                run(output, mode, after);
                assertThat(unlisted(out)).as(at).isEmpty();
            }
            assertThat(contents(out)).as(at).isEqualTo(after);
            assertThat(out.resolve("_SUCCESS")).as(at).exists();
        }
        assertThat(deaths).hasSizeGreaterThan(8).anyMatch(d -> d.contains(Manifest.NAME));
    }

    /** What readers see who trust {@code _SUCCESS}, and what is still to be had. */
    private void assertNothingLost(Path place, String scheme, List<String> before, List<String> after, String at)
            throws IOException {
        Path out = place.resolve("out");
        if (Files.exists(out.resolve("_SUCCESS"))) {
            assertThat(contents(out)).as(at).isIn(before, after);
        } else if (before.isEmpty()) {
            assertThat(scheme.equals("s3a") || !Files.exists(out)).as(at).isTrue();
        } else {
            try (Stream<Path> all = Files.list(place)) {
                Set<List<String>> there = all.map(
                                d -> texts(listed(d).stream().map(d::resolve).filter(Files::exists)))
                        .collect(Collectors.toSet());
                assertThat(there).as(at).containsAnyOf(before, after);
            }
        }
    }

    /** Files that the manifest does not know, and marks. */
    private List<String> unlisted(Path out) throws IOException {
        Set<String> listed = listed(out);
        try (Stream<Path> files = Files.list(out)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> !listed.contains(n) && !n.equals(Manifest.NAME) && !n.equals("_SUCCESS"))
                    .toList();
        }
    }

    @Test
    void anOldResultThatNothingHasReplacedIsKept() throws IOException {
        Path out = dir.resolve("out");
        Path hidden = Files.createDirectories(dir.resolve(".out-upvox-old-1"));
        Path dead = Files.createDirectories(dir.resolve(".out-upvox-2"));
        Files.writeString(hidden.resolve("part-1"), "a");
        for (Path p : List.of(hidden, dead)) {
            assertThat(p.toFile().setLastModified(1_000_000)).isTrue();
        }
        OutputDirectory failing = OutputDirectory.of(out.toString(), WriteMode.ERROR, conf);
        failing.begin();
        failing.abandon();
        assertThat(hidden.resolve("part-1")).exists();
        assertThat(dead).doesNotExist();
        run(out.toString(), WriteMode.ERROR, List.of("b"));
        assertThat(hidden).doesNotExist();
    }

    @Test
    void aResultThatAppearsMeanwhileIsLeftAlone() throws IOException {
        for (String scheme : List.of("faulty", "s3a")) {
            String output = scheme + "://" + dir.resolve(scheme);
            OutputDirectory late = OutputDirectory.of(output, WriteMode.ERROR, conf);
            late.check(List.of());
            late.begin();
            run(output, WriteMode.ERROR, List.of("a"));
            assertThatThrownBy(() -> late.publish(Manifest.empty(), Manifest.empty(), () -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("appeared while the job ran");
            late.abandon();
            assertThat(contents(dir.resolve(scheme))).containsExactly("a");
        }
    }

    @Test
    void addsOnlyToWhatIsKnown() throws IOException {
        Path out = Files.createDirectories(dir.resolve("out"));
        Files.writeString(out.resolve("part-1"), "of another program");
        Files.writeString(out.resolve("_SUCCESS"), "");
        assertThatThrownBy(() -> run(out.toString(), WriteMode.RESUME, List.of("a")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it has no manifest _manifest.jsonl, so what it holds is not known");
        run(out.toString(), WriteMode.OVERWRITE, List.of("a"));
        assertThat(contents(out)).containsExactly("a");
    }

    @Test
    void aFailedCommitLeavesTheOldResult() throws IOException {
        for (String scheme : List.of("faulty", "s3a")) {
            for (WriteMode mode : List.of(WriteMode.OVERWRITE, WriteMode.RESUME)) {
                Path at = dir.resolve(scheme + mode);
                run(scheme + "://" + at, WriteMode.ERROR, List.of("a"));
                OutputDirectory out = OutputDirectory.of(scheme + "://" + at, mode, conf);
                Manifest previous = out.check(List.of());
                out.begin();
                String part = OutputDirectory.PART + out.jobId();
                assertThatThrownBy(() -> out.publish(previous, previous, () -> {
                            write(out, part, "half of a result");
                            throw new IOException("quota");
                        }))
                        .hasMessage("quota");
                out.abandon();
                assertThat(contents(at)).containsExactly("a");
                assertThat(at.resolve("_SUCCESS")).exists();
                assertThat(unlisted(at)).isEmpty();
            }
        }
    }
}
