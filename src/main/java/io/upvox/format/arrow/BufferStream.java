package io.upvox.format.arrow;

import io.upvox.tensor.ElementType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The bytes of a buffer, read in rising order: by position from the file, or through a decompressing stream. */
final class BufferStream implements Closeable {
    private final ArrowInput in;
    private final long start;
    private final long length;
    private final @Nullable InputStream stream;
    private byte[] chunk = new byte[0];
    private long at;

    private BufferStream(ArrowInput in, long start, long length, @Nullable InputStream stream) {
        this.in = in;
        this.start = start;
        this.length = length;
        this.stream = stream;
    }

    static BufferStream direct(ArrowInput in, long start, long length) {
        return new BufferStream(in, start, length, null);
    }

    /** @param length uncompressed bytes, as the file claims */
    static BufferStream decompressing(ArrowInput in, InputStream stream, long length) {
        return new BufferStream(in, 0, length, stream);
    }

    /** Bytes of the buffer. */
    long length() {
        return length;
    }

    /**
     * Reads values, converted to float32, into an array from index 0.
     *
     * @param offset of the first value in bytes, not before the end of what was read last
     */
    void floats(ElementType type, ByteOrder order, long offset, float[] dst, int count) throws IOException {
        check(offset, (long) count * type.bytes());
        if (stream == null) {
            in.floats(type, order, start + offset, dst, count);
            return;
        }
        if (chunk.length == 0) {
            chunk = new byte[ArrowInput.CHUNK_BYTES];
        }
        int perChunk = chunk.length / type.bytes();
        for (int done = 0; done < count; ) {
            int n = Math.min(perChunk, count - done);
            bytes(offset + (long) done * type.bytes(), chunk, n * type.bytes());
            type.toFloat32(chunk, 0, order, dst, done, n);
            done += n;
        }
    }

    /** Reads bytes from an offset, not before the end of what was read last. */
    void bytes(long offset, byte[] dst, int count) throws IOException {
        check(offset, count);
        InputStream s = stream;
        if (s == null) {
            in.read(start + offset, dst, 0, count);
            return;
        }
        if (offset < at) {
            throw in.damaged("offsets of a compressed buffer run backwards");
        }
        try {
            s.skipNBytes(offset - at);
            at = offset;
            int n = s.readNBytes(dst, 0, count);
            at += n;
            if (n < count) {
                throw in.damaged("a compressed buffer ends at byte " + at + " of " + length);
            }
        } catch (IOException | RuntimeException e) {
            throw in.decompressing(e); // lz4 answers damage with runtime exceptions
        }
    }

    private void check(long offset, long count) {
        if (offset < 0 || offset > length || count > length - offset) {
            throw in.damaged(count + " bytes at " + offset + " of a buffer of " + length);
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
