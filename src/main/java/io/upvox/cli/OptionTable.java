package io.upvox.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a subcommand as the README's table and as the lines of {@code conf/upvox.conf}: both come from the code. */
final class OptionTable {
    private OptionTable() {}

    /** A Markdown table. */
    static String markdown(CommandLine command) {
        StringBuilder s = new StringBuilder("| option | default | meaning |\n|---|---|---|\n");
        for (OptionSpec o : options(command)) {
            s.append("| `").append(o.longestName());
            if (!o.paramLabel().isEmpty() && o.arity().max() > 0) {
                s.append(' ').append(o.paramLabel());
            }
            s.append("` | ").append(defaultOf(o)).append(" | ");
            s.append(String.join(" ", o.description()).replace("|", "\\|").replace("<", "&lt;"))
                    .append(" |\n");
        }
        return s.toString();
    }

    /** Commented lines of a configuration file. */
    static String configuration(CommandLine command) {
        StringBuilder s = new StringBuilder();
        for (OptionSpec o : options(command)) {
            s.append("\n# ").append(String.join(" ", o.description())).append('\n');
            String value = o.defaultValue() == null ? "" : o.defaultValue();
            s.append("#")
                    .append(o.longestName().replaceFirst("^-+", ""))
                    .append(" = ")
                    .append(value);
            s.append(value.isEmpty() ? "(none)\n" : "\n");
        }
        return s.toString();
    }

    private static String defaultOf(OptionSpec o) {
        if (o.required()) {
            return "required";
        }
        return o.defaultValue() == null ? "" : "`" + o.defaultValue() + "`";
    }

    private static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(o -> !o.usageHelp() && !o.versionHelp())
                .toList();
    }
}
