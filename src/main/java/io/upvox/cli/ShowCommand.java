package io.upvox.cli;

import io.upvox.format.TensorColumnOptions;
import io.upvox.spark.InputFiles;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.UsageException;
import io.upvox.view.SlicePicture;
import io.upvox.view.Volume;
import io.upvox.view.VolumeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A picture of a sample, or of input against output. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Draws orthogonal slices of a sample, or of an input beside its output, as PNG.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "A file, directory or glob of samples.")
    String input = "";

    @Option(names = "--against", paramLabel = "PATH", description = "The output to be shown beside the input.")
    @Nullable
    String against;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The PNG file.")
    String output = "";

    @Option(
            names = "--sample",
            paramLabel = "ID",
            defaultValue = "0",
            description = "Which sample: its id, or its index.")
    String sample = "0";

    @Option(names = "--channel", paramLabel = "C", defaultValue = "0", description = "Which channel, from 0.")
    int channel;

    @Option(
            names = "--grid",
            paramLabel = "D,H,W",
            converter = LayerOptions.DhwConverter.class,
            description = "The first D*H*W samples are patches of one block: put them together.")
    @Nullable
    Dhw grid;

    @Mixin
    InputOptions columns = new InputOptions();

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        if (channel < 0 || (grid != null && grid.min() < 1)) {
            throw new UsageException("Cannot show channel " + channel + " of a grid of " + grid
                    + ": give a channel from 0 and a grid of at least 1 on every axis");
        }
        Volume volume = volume(input, columns.columns());
        Volume other = against == null ? null : volume(against, TensorColumnOptions.NONE);
        String title =
                "channel " + channel + (grid == null ? " of sample " + sample : " of " + grid.product() + " patches")
                        + ", grey from the input's values";
        BufferedImage image = SlicePicture.draw(title, volume, other);
        Path file = Path.of(output);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("this JVM writes no PNG");
        }
        spec.commandLine().getOut().println("picture   " + file + ", " + image.getWidth() + " x " + image.getHeight());
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private Volume volume(String path, TensorColumnOptions options) throws IOException {
        Configuration conf = new Configuration();
        List<FileStatus> files = InputFiles.list(List.of(path), conf);
        VolumeReader reader = new VolumeReader(conf, options, channel);
        if (grid == null) {
            return reader.find(files, sample);
        }
        List<Volume> patches = reader.first(files, Math.toIntExact(grid.product()));
        try {
            return Volume.grid(patches, grid);
        } catch (IllegalArgumentException e) {
            throw new UsageException("Cannot show " + path + " as a grid: " + e.getMessage() + "; leave --grid out", e);
        }
    }
}
