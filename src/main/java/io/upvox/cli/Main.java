package io.upvox.cli;

import io.upvox.tensor.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code upvox}: parses, runs a subcommand, ends the JVM with its exit code. */
@Command(
        name = "upvox",
        version = "upvox 0.1.0",
        mixinStandardHelpOptions = true,
        description =
                "ConvTranspose3d (transposed 3D convolution) over datasets of volumetric samples, on Apache Spark.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every sample was written",
            "2:bad usage or configuration; nothing was begun",
            "3:bad input data; nothing was written",
            "4:failed during the run; nothing was written",
            "5:written, but bad samples were skipped as asked"
        },
        subcommands = {
            UpsampleCommand.class,
            PlanCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            ApplyCommand.class,
            ShowCommand.class,
            GenerateCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /** The command with all subcommands. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main());
        ExitCodes exitCodes = new ExitCodes();
        command.setExecutionExceptionHandler(exitCodes);
        command.setParameterExceptionHandler(exitCodes);
        return command;
    }

    /**
     * Runs the command; never ends the JVM.
     *
     * @param configuration the file of defaults that the launcher names, or null
     * @return the exit code
     */
    static int execute(CommandLine command, @Nullable String configuration, String... args) {
        try {
            command.setDefaultValueProvider(ConfigFile.read(args, configuration, command));
        } catch (UsageException e) {
            command.getErr().println("upvox: " + e.getMessage());
            command.getErr().flush();
            return ExitCodes.USAGE;
        }
        return command.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is needed");
    }

    /** Runs the command as documented by {@code upvox --help}. */
    public static void main(String[] args) {
        System.exit(execute(commandLine(), System.getenv(ConfigFile.VARIABLE), args));
    }
}
