package io.upvox.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a file of defaults; {@link ConfigFile} reads it before anything is parsed. */
final class ConfigOption {
    @Option(
            names = ConfigFile.OPTION,
            paramLabel = "FILE",
            description = "Defaults of options as key = value lines; the keys are the options without their dashes.")
    @Nullable
    String config;
}
