package io.upvox.format;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
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
    /** Larger writes are copied whole to native memory by the JDK; this size stays in cache. */
    private static final int WRITE_BYTES = 256 << 10;

    private HadoopFiles() {}

    /** Opens a file for reading by position. */
    public static FSDataInputStream open(Path path, Configuration conf) throws IOException {
        return fileSystem(path, conf).open(path, WRITE_BYTES);
    }

    /** Creates a file that must not exist; writes are cut into pieces that suit the JDK. */
    public static PositionedOutput create(Path path, Configuration conf) throws IOException {
        return new PositionedOutput(fileSystem(path, conf).create(path, false, 8192));
    }

    /** The file itself where the path is one of this machine's file system, else null. */
    public static @Nullable File local(Path path, Configuration conf) throws IOException {
        return path.getFileSystem(conf) instanceof LocalFileSystem local ? local.pathToFile(path) : null;
    }

    private static FileSystem fileSystem(Path path, Configuration conf) throws IOException {
        FileSystem fs = path.getFileSystem(conf);
        return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
    }

    /** An output stream that knows its position. */
    public static final class PositionedOutput extends OutputStream {
        private final FSDataOutputStream out;

        private PositionedOutput(FSDataOutputStream out) {
            this.out = out;
        }

        /** Bytes written so far. */
        public long position() {
            return out.getPos();
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; at += WRITE_BYTES) {
                out.write(bytes, at, Math.min(WRITE_BYTES, end - at));
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
