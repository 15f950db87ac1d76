package io.upvox.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/**
 * The local disk under the scheme {@code stalling}, where the first attempt of task 0 is slow, as {@link Stall} says. Attempts
 * run in several JVMs; they see each other's steps by empty files, the flags.
 */
public final class StallingFileSystem extends RawLocalFileSystem {
    /** Key of Hadoop's configuration: the flags' directory, which exists. */
    public static final String FLAGS = "upvox.test.flags";
    /** Key of Hadoop's configuration: the name of a {@link Stall}. */
    public static final String STALL = "upvox.test.stall";
    /** The flag that ends a {@link Stall#LATE}. */
    public static final String RELEASED = "released";

    private static final String STALLED = "stalled";
    private static final String COMMITTED = "committed";
    private static final String ABORTED = "aborted";

    /** What holds the first attempt of task 0, and until when. */
    public enum Stall {
        /** It waits to close its file until it is interrupted. */
        KILLED,
        /** It waits to close its file until another attempt has committed, whose task ends only after this one has aborted. */
        DENIED,
        /** It waits to open its input until the flag {@link #RELEASED} is there, whoever interrupts it. */
        LATE
    }

    @Override
    public URI getUri() {
        return URI.create("stalling:///");
    }

    /** Whether this is the attempt that is to stall, if it stalls there. */
    private boolean stalls(boolean there) throws IOException {
        TaskContext task = TaskContext.get(); // null in the driver
        return there && task != null && task.partitionId() == 0 && isFirst(STALLED);
    }

    @Override
    public FSDataInputStream open(Path f, int buffer) throws IOException {
        if (stalls(stall() == Stall.LATE)) {
            await(RELEASED, false);
        }
        return super.open(f, buffer);
    }

    @Override
    public FSDataOutputStream create(
            Path f, boolean overwrite, int buffer, short replication, long blockSize, Progressable progress)
            throws IOException {
        FSDataOutputStream out = super.create(f, overwrite, buffer, replication, blockSize, progress);
        return stalls(stall() != Stall.LATE) ? closingLate(out) : out;
    }

    private FSDataOutputStream closingLate(FSDataOutputStream out) {
        return OnClose.file(out, () -> {
            try {
                await(COMMITTED, stall() == Stall.KILLED);
            } finally {
                out.close();
            }
        });
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        boolean done = super.rename(src, dst);
        if (isAttempt(src) && stall() == Stall.DENIED && isFirst(COMMITTED)) {
            await(ABORTED, false);
        }
        return done;
    }

    @Override
    public boolean delete(Path p, boolean recursive) throws IOException {
        boolean done = super.delete(p, recursive);
        if (isAttempt(p)) {
            isFirst(ABORTED);
        }
        return done;
    }

    /** Whether it is the directory of an attempt of task 0. */
    private static boolean isAttempt(Path p) {
        return p.getName().matches("attempt_.*_m_000000_\\d+");
    }

    private Stall stall() {
        return Stall.valueOf(getConf().get(STALL));
    }

    private java.nio.file.Path flag(String name) {
        return java.nio.file.Path.of(getConf().get(FLAGS), name);
    }

    /** Sets a flag; whether it was not set. */
    private boolean isFirst(String name) throws IOException {
        try {
            Files.createFile(flag(name));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void await(String name, boolean interruptible) throws IOException {
        while (!Files.exists(flag(name))) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                if (interruptible) {
                    throw new InterruptedIOException("killed");
                }
            }
        }
    }
}
