package io.upvox.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class in a JVM of its own, with this one's class path and module options.
 *
 * @param exitCode of the process
 * @param output both of its streams
 */
public record ForkedJvm(int exitCode, String output) {
    private static final int LIMIT_SECONDS = 240;

    /** Runs it to its end. */
    public static ForkedJvm run(Path dir, List<String> flags, Class<?> main, List<String> args)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(System.getProperty("upvox.module.options").trim().split("\\s+")));
        words.addAll(flags);
        words.add("-Dupvox.test.classes=" + System.getProperty("upvox.test.classes"));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        words.addAll(List.of("-cp", classPath, main.getName()));
        words.addAll(args);
        Path log = Files.createTempFile(dir, "forked", ".log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + words + "\n" + Files.readString(log));
            }
            return new ForkedJvm(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
