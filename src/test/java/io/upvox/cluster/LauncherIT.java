package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/upvox} as a user calls it, and the application jar. */
@Timeout(300)
class LauncherIT {
    private static final Path ROOT = Path.of(System.getProperty("upvox.root"));
    private static final String LAUNCHER = ROOT.resolve("jobs/upvox").toString();

    @TempDir
    Path dir;

    private Command run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Command command = Command.start(dir, "run", environment, Arrays.asList(words));
        command.exitCode();
        return command;
    }

    @Test
    void answersWithoutSpark() throws Exception {
        Command help = run(Map.of(), LAUNCHER, "--help");
        assertThat(help.exitCode()).as(help.err()).isZero();
        assertThat(help.out()).contains("upsample", "Exit codes:");
        assertThat(help.err()).isEmpty();
        Command unknown = run(Map.of(), LAUNCHER, "sing");
        assertThat(unknown.exitCode()).isEqualTo(2);
        Command version = run(Map.of(), LAUNCHER, "--version");
        assertThat(version.out()).isEqualTo("upvox 0.1.0\n");
    }

    @Test
    void runsTheJobFromAnywhereThroughASymlinkWithBlanks() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(dir.resolve("a b")).resolve("up vox"), Path.of(LAUNCHER));
        Path out = dir.resolve("out put");
        String data = ROOT.resolve("jobs/quickstart-data").toString();
        Command job = run(
                Map.of(),
                link.toString(),
                "upsample",
                "--master",
                "local[2,4]",
                "--input",
                data + "/mri-patches.parquet",
                "--output",
                out.toString(),
                "--weights",
                data + "/trilinear-2x.safetensors",
                "--stride",
                "2",
                "--padding=1");
        assertThat(job.exitCode()).as(job.err()).isZero();
        assertThat(job.out().lines()).hasSize(1);
        assertThat(job.out()).startsWith("{\"upvox\"").contains("\"samples\":8").contains("f32-rows-vector");
        assertThat(job.err()).doesNotContain("WARN");
        assertThat(out.resolve("_SUCCESS")).exists();
        Command verify = run(Map.of(), LAUNCHER, "verify", "--master=local[2,4]", "--output", out.toString());
        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(verify.out().lines()).hasSize(1);
        assertThat(verify.out()).contains("\"samples\":8", "\"problems\":0");
        Command bad = run(
                Map.of(),
                LAUNCHER,
                "upsample",
                "--input",
                dir + "/none",
                "--output",
                dir + "/x",
                "--weights",
                data + "/trilinear-2x.safetensors");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("it does not exist").doesNotContain("\tat ");
    }

    @Test
    void handsSparksOptionsToTheInstalledSpark() throws Exception {
        Path home = Files.createDirectories(dir.resolve("spark home/bin"));
        Path submit = home.resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Command job = run(
                Map.of("SPARK_HOME", home.getParent().toString()),
                LAUNCHER,
                "upsample",
                "--conf",
                "spark.task.cpus=2",
                "--input",
                "a b",
                "--master=spark://h:7077",
                "--output",
                "c");
        assertThat(job.exitCode()).as(job.err()).isZero();
        assertThat(job.out().lines())
                .containsExactly(
                        "--conf",
                        "spark.task.cpus=2",
                        "--master",
                        "spark://h:7077",
                        "--class",
                        "io.upvox.cli.Main",
                        ROOT.resolve("target/upvox-0.1.0.jar").toString(),
                        "upsample",
                        "--input",
                        "a b",
                        "--output",
                        "c");
    }

    @Test
    void theJarHoldsNothingThatAClusterHas() throws IOException {
        List<String> strange = new ArrayList<>();
        try (JarFile jar = new JarFile(System.getProperty("upvox.jar"))) {
            jar.stream()
                    .map(e -> e.getName())
                    .filter(n -> n.endsWith(".class"))
                    .filter(n -> !n.startsWith("io/upvox/") && !n.startsWith("org/jspecify/"))
                    .forEach(strange::add);
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.upvox.cli.Main");
            assertThat(jar.getEntry("io/upvox/shaded/picocli/CommandLine.class"))
                    .isNotNull();
        }
        assertThat(strange).isEmpty();
    }
}
