package io.upvox.format.arrow;

import io.upvox.tensor.ElementType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The values of a buffer, read in rising order: by position from the file, or through a decompressing stream. */
final class BufferStream implements Closeable {
    private static final int CHUNK_BYTES = 256 << 10;

    private final ArrowInput in;
    private final long start;
    private final long length;
    private final @Nullable InputStream stream;
    private final byte[] chunk = new byte[CHUNK_BYTES];
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

    static BufferStream decompressing(ArrowInput in, InputStream stream) {
        return new BufferStream(in, 0, Long.MAX_VALUE, stream);
    }

    /**
     * Reads values, converted to float32.
     *
     * @param first index of the first value in the buffer; not before the end of what was read last
     */
    void floats(ElementType type, long first, float[] dst, int count) throws IOException {
        long offset = Math.multiplyExact(first, (long) type.bytes());
        if (offset + (long) count * type.bytes() > length) {
            throw in.damaged("values " + first + " to " + (first + count) + " are not in their buffer");
        }
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int done = 0; done < count; ) {
            int n = Math.min(perChunk, count - done);
            bytes(offset + (long) done * type.bytes(), chunk, n * type.bytes());
            type.toFloat32(chunk, 0, ByteOrder.LITTLE_ENDIAN, dst, done, n);
            done += n;
        }
    }

    /** Reads bytes from an offset, not before the end of what was read last. */
    void bytes(long offset, byte[] dst, int count) throws IOException {
        InputStream s = stream;
        if (s == null) {
            if (offset + count > length) {
                throw in.damaged("bytes " + offset + " to " + (offset + count) + " are not in their buffer");
            }
            in.read(start + offset, dst, 0, count);
            return;
        }
        try {
            if (offset < at) {
                throw new IllegalStateException("values are read in rising order");
            }
            s.skipNBytes(offset - at);
            if (s.readNBytes(dst, 0, count) < count) {
                throw in.damaged("a compressed buffer ends early");
            }
            at = offset + count;
        } catch (IOException e) {
            throw in.decompressing(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
