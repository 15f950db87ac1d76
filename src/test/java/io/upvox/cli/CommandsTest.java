package io.upvox.cli;

import static io.upvox.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.ReadBack;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The subcommands beside {@code upsample} and {@code apply}. */
@ExtendWith(SparkProperties.class)
class CommandsTest {
    private static final String PATCHES = "jobs/quickstart-data/mri-patches.parquet";
    private static final String TRILINEAR = "jobs/quickstart-data/trilinear-2x.safetensors";

    @TempDir
    Path dir;

    private Ran generate(String name, String... more) {
        List<String> words = new ArrayList<>(
                List.of("generate", "--output", dir.resolve(name).toString()));
        words.addAll(List.of("--shape", "2,4,5,6", "--count", "7"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Map<String, float[]> read(String name) throws IOException {
        Map<String, float[]> samples = new TreeMap<>();
        ReadBack.forEachRow(dir.resolve(name), TensorColumnOptions.NONE, (unit, row) -> {
            assertThat(unit.shape(row)).isEqualTo(TensorShape.of(2, 4, 5, 6));
            float[] values = new float[240];
            unit.read(values);
            samples.put(samples.size() + "", values);
        });
        return samples;
    }

    @Test
    void generatedDataDependsOnTheSeedAlone() throws IOException {
        assertThat(generate("a", "--seed", "3").code()).isZero();
        assertThat(generate("b", "--seed", "3", "--files", "3", "--rows-per-group", "2", "--format", "arrow")
                        .code())
                .isZero();
        assertThat(generate("c", "--seed", "4").code()).isZero();
        var a = read("a");
        assertThat(a).hasSize(7);
        assertThat(a.values().stream().map(Arrays::hashCode).distinct()).hasSize(7);
        assertThat(read("b").values().stream().map(Arrays::hashCode).toList())
                .isEqualTo(a.values().stream().map(Arrays::hashCode).toList());
        assertThat(read("c").get("0")).isNotEqualTo(a.get("0"));
        try (Stream<Path> files = Files.list(dir.resolve("b"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".arrow"))).hasSize(3);
        }
    }

    @Test
    void generateLeavesAnExistingDirectoryAlone() throws IOException {
        Files.writeString(Files.createDirectory(dir.resolve("a")).resolve("mine"), "mine");
        Ran ran = generate("a");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.message()).startsWith("upvox: Cannot ").contains("it exists");
        assertThat(dir.resolve("a").resolve("mine")).hasContent("mine");
    }

    @Test
    void planSaysEverythingAndWritesNothing() throws IOException {
        Path out = dir.resolve("out");
        Ran ran = run(
                "plan",
                "--input",
                PATCHES,
                "--output",
                out.toString(),
                "--weights",
                TRILINEAR,
                "--stride",
                "2",
                "--padding",
                "1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("shape     (1,40,64,64) to (1,80,128,128)")
                .contains("D: (40-1)*2")
                .contains("samples   8")
                .contains("kernel    ")
                .contains("memory    ")
                .contains("tasks     4 over 8 row groups");
        assertThat(out).doesNotExist();
    }

    @Test
    void planWarnsOfOneRowGroup() throws IOException {
        generate("a", "--rows-per-group", "7");
        Path weights = dir.resolve("w.npy");
        Files.write(weights, npy(2, 2, 1, 1, 1));
        Ran ran = run(
                "plan",
                "--input",
                dir.resolve("a").toString(),
                "--output",
                dir.resolve("out").toString(),
                "--weights",
                weights.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("warning   ").contains("row group");
    }

    private static byte[] npy(int... shape) {
        byte[] header = NpyHeader.float32(shape);
        int values = 1;
        for (int x : shape) {
            values *= x;
        }
        return Arrays.copyOf(header, header.length + 4 * values);
    }

    @Test
    void showPutsPatchesTogether() throws IOException {
        Path png = dir.resolve("pictures/brain.png");
        Ran ran = run("show", "--input", PATCHES, "--output", png.toString(), "--grid", "2,2,2");
        assertThat(ran.code()).as(ran.err()).isZero();
        BufferedImage image = Objects.requireNonNull(ImageIO.read(png.toFile()));
        assertThat(ran.out()).contains(image.getWidth() + " x " + image.getHeight());
        assertThat(greys(image)).isGreaterThan(50);
    }

    private static long greys(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    @Test
    void showRefusesWhatIsNotThere() {
        Path png = dir.resolve("a.png");
        Ran sample = run("show", "--input", PATCHES, "--output", png.toString(), "--sample", "99");
        assertThat(sample.code()).isEqualTo(2);
        assertThat(sample.message()).startsWith("upvox: Cannot ").contains("99", "; ");
        Ran channel = run("show", "--input", PATCHES, "--output", png.toString(), "--channel", "1");
        assertThat(channel.code()).isEqualTo(2);
        assertThat(channel.message()).startsWith("upvox: Cannot ").contains("channel 1", "; ");
        Ran grid = run("show", "--input", PATCHES, "--output", png.toString(), "--grid", "3,3,3");
        assertThat(grid.code()).isEqualTo(2);
        assertThat(grid.message()).startsWith("upvox: Cannot ").contains("; ");
        assertThat(png).doesNotExist();
    }

    @Test
    void doctorMeasures() {
        Ran ran = run("doctor");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("driver")
                .contains("JDK       ", "vectors   ", "cores     ", "heap      ")
                .containsPattern("peak      [0-9]+ GFLOP/s")
                .containsPattern("speed     [0-9.]+ GFLOP/s, [0-9]+ % of the peak, many channels, .*, f32-");
        assertThat(ran.out().lines().filter(l -> l.startsWith("  speed "))).hasSize(3);
    }
}
