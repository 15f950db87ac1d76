package io.upvox.cli;

import static io.upvox.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.KernelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the options say about the choice of a kernel. */
class LayerOptionsTest {
    @TempDir
    Path dir;

    private static KernelOptions options(String... more) {
        LayerOptions options = new LayerOptions();
        CommandLine command =
                new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("layer", mixin(options)));
        String[] words = new String[more.length + 2];
        words[0] = "--weights";
        words[1] = "w.npy";
        System.arraycopy(more, 0, words, 2, more.length);
        command.parseArgs(words);
        return options.kernelOptions();
    }

    private static CommandLine.Model.CommandSpec mixin(LayerOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }

    @Test
    void fastAlgorithmsAreOnUnlessTurnedOff() {
        assertThat(options()).isEqualTo(KernelOptions.DEFAULT);
        assertThat(options("--fast-algorithms", "true")).isEqualTo(KernelOptions.DEFAULT);
        assertThat(options("--fast-algorithms", "false")).isEqualTo(new KernelOptions(null, false));
        assertThat(options("--fast-algorithms=false", "--kernel", "f32-reference"))
                .isEqualTo(new KernelOptions("f32-reference", false));
    }

    @Test
    void aFileMayTurnThemOff() throws IOException {
        Path conf = dir.resolve("my.conf");
        Files.writeString(conf, "fast-algorithms = perhaps\n");
        Ran ran = run("plan", "--input", "i", "--output", "o", "--weights", "w", "--config", conf.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.message()).contains("--fast-algorithms", "perhaps");
    }
}
