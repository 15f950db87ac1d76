package io.upvox.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripts of {@code src/test/node}, run by Node with their packages, which are installed once a build. */
final class Node {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node").toAbsolutePath();
    private static final Path INSTALLED = HOME.resolve("installed-lock.json");
    private static final int OLDEST = 20;
    /** Says that this machine has Node: a test that does without it has failed then. */
    private static final boolean EXPECTED = System.getenv("UPVOX_EXPECT_NODE") != null;

    private static final long INSTALL_SECONDS = 180;
    private static final long SCRIPT_SECONDS = 60;

    private Node() {}

    /**
     * Installs the packages, unless they are there. Without Node 20 or newer and npm the test is reported as skipped, or as
     * failed if UPVOX_EXPECT_NODE is set; with them, packages that cannot be installed are a failure.
     */
    static synchronized void require() throws IOException, InterruptedException {
        String version;
        try {
            run(20, List.of("npm", "--version"));
            version = run(20, List.of("node", "--version")).get(0);
        } catch (IOException e) {
            throw missing(e.getMessage());
        }
        int major = Integer.parseInt(version.substring(1, version.indexOf('.')));
        if (major < OLDEST) {
            throw missing("Node is " + version + ", below " + OLDEST);
        }
        byte[] lock = Files.readAllBytes(SOURCE.resolve("package-lock.json"));
        if (!Files.exists(INSTALLED) || !java.util.Arrays.equals(Files.readAllBytes(INSTALLED), lock)) {
            copy();
            run(
                    INSTALL_SECONDS,
                    List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"));
            Files.write(INSTALLED, lock);
        }
        copy();
    }

    /** Ends the test as skipped, or as failed where Node is expected. */
    private static IllegalStateException missing(String reason) {
        String message = "Readers and writers of Node are not tested: " + reason;
        return EXPECTED ? new IllegalStateException(message) : abort(message);
    }

    private static void copy() throws IOException {
        Files.createDirectories(HOME);
        try (var files = Files.newDirectoryStream(SOURCE)) {
            for (Path file : files) {
                Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Runs a script; returns the lines it prints. */
    static List<String> script(String name, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", name));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return run(SCRIPT_SECONDS, command);
    }

    private static List<String> run(long seconds, List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Path out = Files.createTempFile(HOME, "out", ".txt");
        Path err = Files.createTempFile(HOME, "err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("Cannot run " + command + ": it took more than " + seconds + " s");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Cannot run " + command + ": exit code " + process.exitValue() + "\n"
                        + Files.readString(err) + Files.readString(out));
            }
            return Files.readAllLines(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
