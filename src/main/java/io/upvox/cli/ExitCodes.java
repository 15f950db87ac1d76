package io.upvox.cli;

import io.upvox.spark.Causes;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.UsageException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The exit codes, and what is said on the way to them: one line, no stack trace. */
final class ExitCodes implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Every sample was written. */
    static final int OK = 0;
    /** Bad usage or configuration; nothing was begun. */
    static final int USAGE = 2;
    /** Bad input data; nothing was written. */
    static final int DATA = 3;
    /** Failed during the run; nothing was written. */
    static final int FAILED = 4;
    /** Written, but bad samples were skipped as asked. */
    static final int SKIPPED = 5;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("upvox: " + e.getMessage() + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        err.flush();
        return USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        Throwable told = cause(e);
        command.getErr().println("upvox: " + message(told));
        if (Boolean.getBoolean("upvox.stacktrace")) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        if (told instanceof UsageException) {
            return USAGE;
        }
        return told instanceof InvalidDataException ? DATA : FAILED;
    }

    /** The first cause that speaks to the user, else the innermost. */
    private static Throwable cause(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UsageException || t instanceof InvalidDataException) {
                return t;
            }
        }
        return Causes.innermost(e);
    }

    private static String message(Throwable t) {
        if (t instanceof UsageException || t instanceof InvalidDataException) {
            return String.valueOf(t.getMessage());
        }
        return "Cannot finish: " + Causes.line(t)
                + "; start the driver with -Dupvox.stacktrace=true for the whole trace";
    }
}
