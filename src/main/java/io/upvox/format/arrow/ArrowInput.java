package io.upvox.format.arrow;

import io.upvox.format.HadoopFiles;
import io.upvox.format.MappedFile;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * An Arrow file read by position, through memory mappings where it is local. Sizes that the file claims
 * are checked before anything is allocated.
 */
final class ArrowInput implements Closeable {
    static final int CHUNK_BYTES = 256 << 10;
    /** No message of a sensible file comes near this: 2.7 million batches in a footer. */
    private static final int MAX_METADATA_BYTES = 64 << 20;

    private final String path;
    private final long length;
    private final @Nullable MappedFile mapped;
    /** Opened if the file is not mapped. */
    private final @Nullable FSDataInputStream in;

    private byte[] chunk = new byte[0];
    private @Nullable IOException failure;

    /** @param windowBytes bytes of a local file that are mapped at once; 0 reads local files like others */
    ArrowInput(FileStatus status, Configuration conf, long windowBytes) throws IOException {
        path = status.getPath().toString();
        length = status.getLen();
        mapped = windowBytes > 0 ? map(status, conf, windowBytes) : null;
        if (mapped == null) {
            in = HadoopFiles.open(status.getPath(), conf);
            return;
        }
        in = null;
        if (mapped.length() < length) {
            mapped.close();
            throw damaged("it had " + length + " bytes, now " + mapped.length());
        }
    }

    private static @Nullable MappedFile map(FileStatus status, Configuration conf, long windowBytes)
            throws IOException {
        try {
            return MappedFile.of(status, conf, windowBytes);
        } catch (FileSystemException e) {
            return null; // Hadoop says the same of it as of files elsewhere
        }
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
            if (in == null) {
                Objects.requireNonNull(mapped).bytes(position, dst, offset, count);
            } else {
                in.readFully(position, dst, offset, count);
            }
        } catch (EOFException e) {
            throw damaged(e);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Reads bytes into a little-endian buffer. */
    ByteBuffer read(long position, long count) throws IOException {
        check(position, count);
        byte[] bytes = new byte[Math.toIntExact(count)];
        read(position, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the metadata of a message, or a footer. */
    ByteBuffer metadata(long position, long count) throws IOException {
        if (count > MAX_METADATA_BYTES) {
            throw damaged("metadata of " + count + " bytes at " + position);
        }
        return read(position, count);
    }

    /** Reads values, converted to float32, into an array from index 0. */
    void floats(ElementType type, ByteOrder order, long position, float[] dst, int count) throws IOException {
        check(position, (long) count * type.bytes());
        if (mapped != null && type == ElementType.FLOAT32 && order == ByteOrder.LITTLE_ENDIAN) {
            mapped.floats(position, dst, 0, count);
            return;
        }
        if (chunk.length == 0) {
            chunk = new byte[CHUNK_BYTES];
        }
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int done = 0; done < count; ) {
            int n = Math.min(perChunk, count - done);
            read(position + (long) done * type.bytes(), chunk, 0, n * type.bytes());
            type.toFloat32(chunk, 0, order, dst, done, n);
            done += n;
        }
    }

    private void check(long position, long count) {
        if (position < 0 || count < 0 || position > length || count > length - position) {
            throw damaged(count + " bytes at " + position + " of " + length);
        }
    }

    /** What a failed decompression means: the storage's own failure stays what it is, everything else is damage. */
    InvalidDataException decompressing(Exception e) throws IOException {
        if (failure != null) {
            throw failure;
        }
        return damaged(e);
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

    /** A file that is not damaged, but of a kind that is not read. */
    InvalidDataException refused(String fact) {
        return new InvalidDataException("Cannot read " + path + ": " + fact);
    }

    private String text(String fact) {
        return "Cannot read " + path + ": it is truncated or no Arrow IPC file (" + fact + "); write it again";
    }

    @Override
    public void close() throws IOException {
        try (in;
                mapped) {
            failure = null;
        }
    }
}
