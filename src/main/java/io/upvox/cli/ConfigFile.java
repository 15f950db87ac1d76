package io.upvox.cli;

import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults of options from files: {@code key = value} lines whose keys are the long options without their dashes.
 *
 * <p>Precedence: the command line, the file named by {@code --config}, the file that {@code UPVOX_CONF} names (the launcher
 * sets it to {@code conf/upvox.conf}), the built-in default. A key that no subcommand has as an option is an error.
 */
final class ConfigFile implements IDefaultValueProvider {
    /** Names the file of the lowest precedence. */
    static final String VARIABLE = "UPVOX_CONF";
    /** The option that names a file. */
    static final String OPTION = "--config";

    private final List<Properties> files;

    private ConfigFile(List<Properties> files) {
        this.files = files;
    }

    /**
     * Reads the files that apply.
     *
     * @param args the command line, for {@code --config}
     * @param variable value of {@link #VARIABLE}, or null
     * @throws UsageException if a file is missing or has an unknown key
     */
    static ConfigFile read(String[] args, @Nullable String variable, CommandLine command) {
        List<Properties> files = new ArrayList<>();
        String named = named(args);
        if (named != null) {
            files.add(load(named, command));
        }
        if (variable != null && !variable.isEmpty()) {
            files.add(load(variable, command));
        }
        return new ConfigFile(files);
    }

    private static @Nullable String named(String[] args) {
        String file = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                file = args[i + 1];
            } else if (args[i].startsWith(OPTION + "=")) {
                file = args[i].substring(OPTION.length() + 1);
            }
        }
        return file;
    }

    private static Properties load(String file, CommandLine command) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "Cannot read configuration " + file + ": the file does not exist; give an existing one", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "Cannot read configuration " + file + ": " + e.getMessage() + "; mend or replace it", e);
        }
        Set<String> known = keys(command);
        for (String key : properties.stringPropertyNames()) {
            if (!known.contains(key)) {
                throw new UsageException(
                        "Cannot read configuration " + file + ": the key '" + key + "' is no option; give one of "
                                + known.stream().sorted().toList());
            }
        }
        return properties;
    }

    /** The keys of all subcommands. */
    private static Set<String> keys(CommandLine command) {
        Set<String> keys = new HashSet<>();
        for (CommandLine sub : command.getSubcommands().values()) {
            for (OptionSpec o : sub.getCommandSpec().options()) {
                keys.add(key(o));
            }
        }
        keys.removeAll(Set.of("help", "version", "config"));
        return keys;
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!arg.isOption()) {
            return null;
        }
        String key = key((OptionSpec) arg);
        for (Properties p : files) {
            String value = p.getProperty(key);
            if (value != null) {
                return value.strip();
            }
        }
        return null;
    }
}
