package io.upvox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process whose output goes to files, so that a test can wait for a line of it. */
final class Command implements AutoCloseable {
    private static final int LIMIT_SECONDS = 180;

    private final Process process;
    private final Path out;
    private final Path err;

    private Command(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a process.
     *
     * @param environment set on top of this process's own, from which all of Spark is taken out
     */
    static Command start(Path dir, String name, Map<String, String> environment, List<String> words)
            throws IOException {
        Path out = dir.resolve(name + ".out");
        Path err = dir.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("SPARK_") || k.startsWith("UPVOX_"));
        builder.environment().putAll(environment);
        return new Command(builder.start(), out, err);
    }

    Process process() {
        return process;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** Waits for a line; never for a time. */
    Matcher await(String pattern) throws IOException, InterruptedException {
        Pattern p = Pattern.compile(pattern);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            Matcher m = p.matcher(err() + out());
            if (m.find()) {
                return m;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "ended with " + process.exitValue() + " before '" + pattern + "':\n" + err() + out());
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no '" + pattern + "' within " + LIMIT_SECONDS + " s:\n" + err() + out());
    }

    /** Waits for the end. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s:\n" + err() + out());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        process.destroy();
        for (ProcessHandle h : all) {
            h.onExit().completeOnTimeout(h, 20, TimeUnit.SECONDS).join();
            h.destroyForcibly();
        }
    }
}
