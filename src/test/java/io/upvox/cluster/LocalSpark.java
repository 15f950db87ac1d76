package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.cli.Main;
import io.upvox.cli.Ran;
import io.upvox.spark.FaultyFileSystem;
import io.upvox.spark.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands of {@code upvox} in this JVM, on a Spark of two threads whose tasks may fail once. */
final class LocalSpark implements AutoCloseable {
    private final Map<String, String> properties = new HashMap<>(Map.of(
            "spark.master",
            "local[2,2]",
            "spark.ui.enabled",
            "false",
            "spark.driver.host",
            "127.0.0.1",
            "spark.driver.bindAddress",
            "127.0.0.1"));

    /** @param hadoop keys of Hadoop's configuration, as {@code --conf spark.hadoop.KEY=VALUE} gives them */
    LocalSpark(Map<String, String> hadoop) {
        hadoop.forEach((key, value) -> properties.put("spark.hadoop." + key, value));
        properties.forEach(System::setProperty);
    }

    Ran run(String... words) {
        return Ran.run(words);
    }

    /**
     * The job: every voxel becomes a cube of 2 x 2 x 2 equal ones.
     *
     * @param weights of shape (1,1,2,2,2), all of them 1
     */
    Ran upsample(String input, String output, String weights, String... more) {
        return Ran.run(words(input, output, weights, more).toArray(String[]::new));
    }

    /** The same job in a JVM of its own, which ends without any shutdown at a change that matches a pattern. */
    void killAt(Path dir, String change, String input, String output, String weights, String... more)
            throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of("-Xmx600m", "-D" + FaultyFileSystem.HALT + "=" + change));
        properties.forEach((key, value) -> flags.add("-D" + key + "=" + value));
        ForkedJvm driver = ForkedJvm.run(dir, flags, Main.class, words(input, output, weights, more));
        assertThat(driver.exitCode()).as(driver.output()).isEqualTo(FaultyFileSystem.HALTED);
    }

    private static List<String> words(String input, String output, String weights, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "upsample",
                "--input",
                input,
                "--output",
                output,
                "--weights",
                weights,
                "--stride",
                "2",
                "--partitions",
                "2"));
        words.addAll(List.of(more));
        return words;
    }

    /** Writes a dataset of samples (1,3,4,5) in two files of row groups of one. */
    void generate(String output, int seed, int count) {
        assertSucceeded(run(
                "generate",
                "--output",
                output,
                "--shape",
                "1,3,4,5",
                "--count",
                "" + count,
                "--seed",
                "" + seed,
                "--files",
                "2",
                "--rows-per-group",
                "1"));
    }

    /** An output is as its manifest says. */
    void assertVerified(String output) {
        Ran verified = run("verify", "--output", output);
        assertSucceeded(verified);
        assertThat(verified.out()).contains("\"problems\":0");
    }

    /** A command ended well. */
    static void assertSucceeded(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
    }
}
