package io.upvox.format.arrow;

import io.upvox.format.HadoopFiles;
import io.upvox.tensor.InvalidDataException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** An Arrow file read by position; sizes that the file claims are checked before anything is allocated. */
final class ArrowInput implements Closeable {
    private final String path;
    private final long length;
    private final FSDataInputStream in;
    private @Nullable IOException failure;

    ArrowInput(FileStatus status, Configuration conf) throws IOException {
        path = status.getPath().toString();
        length = status.getLen();
        in = HadoopFiles.open(status.getPath(), conf);
    }

    String path() {
        return path;
    }

    long length() {
        return length;
    }

    /** Reads bytes into an array. */
    void read(long position, byte[] dst, int offset, int count) throws IOException {
        check(position, count);
        try {
            in.readFully(position, dst, offset, count);
        } catch (EOFException e) {
            throw damaged(e);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** What a failed decompression means: the storage's own failure stays what it is, everything else is damage. */
    InvalidDataException decompressing(IOException e) throws IOException {
        if (failure != null) {
            throw failure;
        }
        return damaged(e);
    }

    /** Reads bytes into a little-endian buffer. */
    ByteBuffer read(long position, long count) throws IOException {
        check(position, count);
        byte[] bytes = new byte[Math.toIntExact(count)];
        read(position, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void check(long position, long count) {
        if (position < 0
                || count < 0
                || position > length
                || count > length - position
                || count > Integer.MAX_VALUE - 8) {
            throw damaged(count + " bytes at " + position + " of " + length);
        }
    }

    /** What a failed interpretation of the file's bytes means. */
    InvalidDataException damaged(Exception e) {
        if (e instanceof InvalidDataException bad) {
            return bad;
        }
        String text = e.getMessage();
        return new InvalidDataException(text(text == null ? e.getClass().getSimpleName() : text), e);
    }

    InvalidDataException damaged(String fact) {
        return new InvalidDataException(text(fact));
    }

    private String text(String fact) {
        return "Cannot read " + path + ": it is truncated or no Arrow IPC file (" + fact + "); write or copy it again";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
