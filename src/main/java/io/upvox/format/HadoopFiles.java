package io.upvox.format;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * Opens data files. On the local file system without Hadoop's side files of checksums: they halve the speed, and the formats
 * have checksums of their own. The instance that the JVM shares is not touched.
 */
public final class HadoopFiles {
    /** Reads of this size go past the stream's own buffer. */
    private static final int READ_BYTES = 256 << 10;

    private static final int WRITE_BYTES = 8 << 10;

    private HadoopFiles() {}

    /** Opens a file for reading by position. */
    public static FSDataInputStream open(Path path, Configuration conf) throws IOException {
        return fileSystem(path, conf).open(path, READ_BYTES);
    }

    /** The first bytes of a file, at most {@code count}. A local file is not opened through Hadoop for that, which takes longer. */
    static byte[] start(Path path, Configuration conf, int count) throws IOException {
        File local = local(path, conf);
        if (local != null) {
            try (InputStream in = Files.newInputStream(local.toPath())) {
                return in.readNBytes(count);
            } catch (FileSystemException e) {
                // Hadoop says the same of it as of files elsewhere.
            }
        }
        try (InputStream in = open(path, conf)) {
            return in.readNBytes(count);
        }
    }

    /** Creates a file that must not exist. */
    public static PositionedOutput create(Path path, Configuration conf) throws IOException {
        FileSystem fs = fileSystem(path, conf);
        File local = local(path, conf);
        if (local == null) {
            return new StreamOutput(fs.create(path, false, WRITE_BYTES));
        }
        Path directory = path.getParent();
        if (directory != null && !local.getAbsoluteFile().getParentFile().isDirectory()) {
            fs.mkdirs(directory);
        }
        try {
            return LocalOutput.create(local.toPath(), permissions(fs.getConf()));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException("File already exists: " + path);
        }
    }

    /** Those that Hadoop gives to a new file; it starts a process for each, which takes some milliseconds. */
    private static Set<PosixFilePermission> permissions(Configuration conf) {
        FsPermission all = FsPermission.getFileDefault().applyUMask(FsPermission.getUMask(conf));
        return PosixFilePermissions.fromString(
                all.getUserAction().SYMBOL + all.getGroupAction().SYMBOL + all.getOtherAction().SYMBOL);
    }

    /** The file itself where the path is one of this machine's file system, else null. */
    public static @Nullable File local(Path path, Configuration conf) throws IOException {
        return path.getFileSystem(conf) instanceof LocalFileSystem local ? local.pathToFile(path) : null;
    }

    private static FileSystem fileSystem(Path path, Configuration conf) throws IOException {
        FileSystem fs = path.getFileSystem(conf);
        return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
    }
}
