package io.upvox.spark;

import io.upvox.tensor.UsageException;
import io.upvox.weights.ByteSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A weights file on any file system that Hadoop knows. */
final class HadoopByteSource implements ByteSource {
    private final String name;
    private final long size;
    private final FSDataInputStream in;

    /** @throws UsageException if there is no such file */
    HadoopByteSource(String file, Configuration conf) throws IOException {
        Path path = new Path(file);
        FileSystem fs = path.getFileSystem(conf);
        FileStatus status;
        try {
            status = fs.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw new UsageException(
                    "Cannot read weights " + file + ": the file does not exist; give an existing one", e);
        }
        if (status.isDirectory()) {
            throw new UsageException("Cannot read weights " + file + ": it is a directory; give a file");
        }
        name = file;
        size = status.getLen();
        in = fs.open(path);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(offset, bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
