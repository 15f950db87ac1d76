package io.upvox.format.parquet;

import io.upvox.format.MappedFile;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A range of a file, taken in order: copied from memory mappings where the file has them, else read. */
final class ChunkSource {
    private final SeekableInputStream in;
    private final @Nullable MappedFile mapped;
    private long position;
    private long left;
    private @Nullable IOException failure;

    /**
     * @param in may be shared: it is brought to its place before each read
     * @param mapped the same file, or null; it has all of the range
     */
    ChunkSource(SeekableInputStream in, @Nullable MappedFile mapped, long start, long length) {
        this.in = in;
        this.mapped = mapped;
        position = start;
        left = length;
    }

    /** Whether small reads cost no more than large ones. */
    boolean isMapped() {
        return mapped != null;
    }

    /** Bytes that have not been taken. */
    long left() {
        return left;
    }

    /** What the file system threw, or null. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Takes at least one byte, there being some left. */
    int read(byte[] dst, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, left);
        int got = wanted;
        try {
            if (mapped != null) {
                mapped.bytes(position, dst, offset, wanted);
            } else {
                if (in.getPos() != position) {
                    in.seek(position);
                }
                got = in.read(dst, offset, wanted);
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (got <= 0) {
            throw new EOFException("the file ends inside a column");
        }
        position += got;
        left -= got;
        return got;
    }

    /** Takes float32 values of a mapped file, no more than are left. */
    void floats(float[] dst, int offset, int count) throws IOException {
        if (mapped == null) {
            throw new IllegalStateException("the file is not mapped");
        }
        try {
            mapped.floats(position, dst, offset, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        position += 4L * count;
        left -= 4L * count;
    }
}
