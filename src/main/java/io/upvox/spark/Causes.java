package io.upvox.spark;

import java.util.List;
import org.apache.hadoop.ipc.RemoteException;

/** What is at the bottom of a failure. */
public final class Causes {
    /** Clients of object stores; Hadoop wraps what they throw in an exception that names the path. */
    private static final List<String> STORE_CLIENTS =
            List.of("software.amazon.", "com.amazonaws.", "com.google.", "com.azure.", "com.microsoft.");

    private Causes() {}

    /** The innermost cause that says what happened and where; not what a server or a store's client says below it. */
    public static Throwable innermost(Throwable e) {
        Throwable last = e;
        for (Throwable cause = e.getCause(); cause != null && !isOfServer(cause); cause = cause.getCause()) {
            last = cause;
        }
        return last;
    }

    private static boolean isOfServer(Throwable cause) {
        String type = cause.getClass().getName();
        return cause instanceof RemoteException || STORE_CLIENTS.stream().anyMatch(type::startsWith);
    }

    /** Its type and the first line of its message. */
    public static String line(Throwable e) {
        Throwable last = innermost(e);
        String text = last.getMessage();
        return last.getClass().getSimpleName()
                + (text == null ? "" : ": " + text.lines().findFirst().orElse(""));
    }
}
