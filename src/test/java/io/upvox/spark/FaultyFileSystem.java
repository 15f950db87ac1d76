package io.upvox.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@code faulty}, seen from a driver that dies: from the n-th change on, nothing that it does
 * reaches the disk. Set {@link #HALT}, the JVM really ends there, without any shutdown.
 */
public class FaultyFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "faulty";
    /** System property: end the JVM at the first change whose description has a match of this pattern. */
    public static final String HALT = "upvox.test.halt";

    /** Exit code of a JVM that ended so. */
    public static final int HALTED = 137;

    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);
    private static volatile String diedAt = "";
    private static final AtomicReference<String> ONCE = new AtomicReference<>();

    private String scheme;

    /** The n-th change from now on, counted from 1, and all after it fail. */
    static void dieAt(int n) {
        diedAt = "";
        LEFT.set(n);
    }

    /** A new driver. */
    static void revive() {
        LEFT.set(Integer.MAX_VALUE);
    }

    /** The next closing of a file whose path contains this fails, and no other. */
    public static void failOnce(String what) {
        ONCE.set(what);
    }

    /** Whether it has. */
    public static boolean failedOnce() {
        return ONCE.get() == null;
    }

    /** What was the change that failed first; empty if none did. */
    static String diedAt() {
        return diedAt;
    }

    static void change(String what) throws IOException {
        String halt = System.getProperty(HALT);
        if (halt != null && Pattern.compile(halt).matcher(what).find()) {
            Runtime.getRuntime().halt(HALTED);
        }
        String once = ONCE.get();
        if (once != null && what.startsWith("close ") && what.contains(once) && ONCE.compareAndSet(once, null)) {
            throw new IOException("failed once at: " + what);
        }
        int left = LEFT.decrementAndGet();
        if (left <= 0) {
            if (left == 0) {
                diedAt = what;
            }
            throw new IOException("died at: " + what);
        }
    }

    @Override
    public URI getUri() {
        return URI.create((scheme == null ? SCHEME : scheme) + ":///"); // asked for before it is initialized, too
    }

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        scheme = uri.getScheme();
        super.initialize(getUri(), conf);
    }

    @Override
    public FSDataOutputStream create(
            Path f, boolean overwrite, int buffer, short replication, long blockSize, Progressable progress)
            throws IOException {
        change("create " + f);
        return closing(f, super.create(f, overwrite, buffer, replication, blockSize, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path f,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        change("create " + f);
        return closing(f, super.create(f, permission, overwrite, buffer, replication, blockSize, progress));
    }

    /** A file whose closing is a change, which fails before the file is closed. */
    static FSDataOutputStream closing(Path f, OutputStream out) {
        return closing(f, out, false);
    }

    /** Likewise; with {@code put} it fails after the file has been closed, where that stores it. */
    static FSDataOutputStream closing(Path f, OutputStream out, boolean put) {
        return OnClose.file(out, () -> {
            if (put) {
                out.close();
                change("close " + f);
            } else {
                change("close " + f);
                out.close();
            }
        });
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        change("rename " + src + " to " + dst);
        return super.rename(src, dst);
    }

    @Override
    public boolean delete(Path p, boolean recursive) throws IOException {
        change("delete " + p);
        return super.delete(p, recursive);
    }

    @Override
    public boolean mkdirs(Path f) throws IOException {
        change("mkdirs " + f);
        return super.mkdirs(f);
    }
}
