package io.upvox.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that ran in this JVM. */
public record Ran(int code, String out, String err) {
    public static Ran run(String... args) {
        CommandLine command = Main.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        int code = Main.execute(command, null, args);
        return new Ran(code, out.toString(), err.toString());
    }

    /** The last line of standard error: what the user is told. */
    public String message() {
        return err.lines()
                .filter(l -> l.startsWith("upvox: "))
                .reduce((a, b) -> b)
                .orElse("");
    }
}
