package io.upvox.format;

import java.io.File;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
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

    /** Creates a file that must not exist. */
    public static PositionedOutput create(Path path, Configuration conf) throws IOException {
        FSDataOutputStream created = fileSystem(path, conf).create(path, false, WRITE_BYTES);
        File local = local(path, conf);
        if (local == null) {
            return new StreamOutput(created);
        }
        created.close(); // an empty file, with the directories and the permissions that Hadoop gives
        return new LocalOutput(local);
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
