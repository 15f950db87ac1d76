package io.upvox.cluster;

import io.upvox.cli.Ran;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        List<String> words = List.of(
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
                "2");
        return Ran.run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
    }
}
