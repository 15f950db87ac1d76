package io.upvox.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file on some file system, read by position. */
public interface ByteSource extends AutoCloseable {
    /** The file's name for messages. */
    String name();

    /** Its length in bytes. */
    long size() throws IOException;

    /**
     * Reads {@code length} bytes.
     *
     * @throws EOFException if the file ends before
     */
    byte[] read(long offset, int length) throws IOException;

    @Override
    void close() throws IOException;

    /** A file of the default file system. */
    static ByteSource of(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        return new ByteSource() {
            @Override
            public String name() {
                return path.toString();
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new EOFException("it ends at byte " + channel.size());
                    }
                }
                return bytes.array();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
