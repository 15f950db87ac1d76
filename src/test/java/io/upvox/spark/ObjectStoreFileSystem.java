package io.upvox.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * An object store, under whatever scheme it is registered: a file is there when it was closed, and a directory is renamed by copying its
 * files one by one. The driver may die between any two changes.
 */
public class ObjectStoreFileSystem extends FaultyFileSystem {
    private static final AtomicInteger COPIES = new AtomicInteger();

    /** Files copied by renaming. */
    static int copies() {
        return COPIES.get();
    }

    @Override
    public FSDataOutputStream create(
            Path f, boolean overwrite, int buffer, short replication, long blockSize, Progressable progress)
            throws IOException {
        return put(f, overwrite);
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
        return put(f, overwrite);
    }

    private FSDataOutputStream put(Path f, boolean overwrite) throws IOException {
        if (!overwrite && exists(f)) {
            throw new IOException(f + " exists");
        }
        return new FSDataOutputStream(
                new ByteArrayOutputStream() {
                    private boolean closed;

                    @Override
                    public void close() throws IOException {
                        if (!closed) {
                            closed = true;
                            change("put " + f);
                            java.nio.file.Path file = pathToFile(f).toPath();
                            java.nio.file.Files.createDirectories(file.getParent());
                            java.nio.file.Files.write(file, toByteArray());
                        }
                    }
                },
                null);
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        FileStatus from = getFileStatus(src);
        if (from.isFile()) {
            COPIES.incrementAndGet();
            return super.rename(src, dst);
        }
        for (FileStatus child : listStatus(src)) {
            rename(child.getPath(), new Path(dst, child.getPath().getName()));
        }
        return delete(src, true);
    }
}
