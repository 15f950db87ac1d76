package io.upvox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JVM started without the Vector API: it says so, and computes the same bits. */
@ExtendWith(SparkProperties.class)
class BareJvmTest {
    private static final int LIMIT_SECONDS = 180;
    private static final String LINE = "none: the Vector API is not readable: start the JVM with --add-modules"
            + " jdk.incubator.vector; the plain Java kernel runs, some 2 to 7 times slower";

    @TempDir
    Path dir;

    private String[] upsample(Path output) {
        return new String[] {
            "upsample",
            "--input",
            "jobs/quickstart-data/mri-patches.parquet",
            "--output",
            output.toString(),
            "--weights",
            "jobs/quickstart-data/trilinear-2x.safetensors"
        };
    }

    private static List<Integer> hashes(Path output) throws IOException {
        List<Integer> hashes = new ArrayList<>();
        ReadBack.forEachRow(output, TensorColumnOptions.NONE, (unit, row) -> {
            float[] values = new float[(int) unit.shape(row).elements()];
            unit.read(values);
            hashes.add(Arrays.hashCode(values));
        });
        return hashes;
    }

    @Test
    void logAndSummarySaySoAndTheBitsAreTheSame() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-opens") || flag.startsWith("-Xmx") || flag.startsWith("-XX:")) {
                words.add(flag);
            }
        }
        System.getProperties()
                .forEach((k, v) ->
                        words.addAll(k.toString().startsWith("spark.") ? List.of("-D" + k + "=" + v) : List.of()));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.upvox.cli.Main"));
        words.addAll(List.of(upsample(dir.resolve("bare"))));
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(err).lines()).containsOnlyOnce("vectors   " + LINE);
        assertThat(Files.readString(out))
                .contains("\"vectors\":\"" + LINE + "\"")
                .contains("-scalar\"");
        Ran ran = Ran.run(upsample(dir.resolve("vector")));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).containsPattern("\"vectors\":\"[0-9]+ bits\"");
        assertThat(hashes(dir.resolve("bare"))).isEqualTo(hashes(dir.resolve("vector")));
    }
}
