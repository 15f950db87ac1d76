package io.upvox.format.parquet;

import io.upvox.tensor.ElementType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One column chunk as a stream that never reads past its end: page headers and values come out of one buffer, or past it where
 * that saves a copy. A checksum can run along.
 */
final class ChunkStream extends InputStream {
    /** What is read ahead of a mapped file, for page headers and levels: values go straight to their array. */
    private static final int MAPPED_AHEAD_BYTES = 4 << 10;
    /** Values are summed up in pieces that are still in cache. */
    private static final int PIECE_VALUES = 16 << 10;

    private final ChunkSource source;
    private final byte[] buffer;
    private final FloatBuffer floats;
    private final int ahead;
    private int position;
    private int end;
    private @Nullable CRC32 crc;

    /** @param buffer what is read ahead, at least 64 KiB if values are taken; this stream's alone as long as it is used */
    ChunkStream(ChunkSource source, byte[] buffer) {
        this.source = source;
        this.buffer = buffer;
        floats = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        ahead = source.isMapped() ? Math.min(MAPPED_AHEAD_BYTES, buffer.length) : buffer.length;
    }

    /** Bytes of the chunk that have not been taken yet. */
    long remaining() {
        return source.left() + end - position;
    }

    /** What the file system threw, to be told apart from what a damaged page makes of good bytes. */
    @Nullable
    IOException failure() {
        return source.failure();
    }

    /** Sums up all bytes taken from now on; null ends it. */
    void checksum(@Nullable CRC32 sum) {
        crc = sum;
    }

    /** @param bytes how many the buffer shall hold at most */
    private boolean fill(int bytes) throws IOException {
        if (source.left() == 0) {
            return false;
        }
        // What does not make a whole value yet moves to the front.
        int kept = end - position;
        System.arraycopy(buffer, position, buffer, 0, kept);
        position = 0;
        end = kept;
        end += source.read(buffer, kept, bytes - kept);
        return true;
    }

    @Override
    public int read() throws IOException {
        if (position == end && !fill(ahead)) {
            return -1;
        }
        int b = buffer[position++] & 0xff;
        if (crc != null) {
            crc.update(b);
        }
        return b;
    }

    @Override
    public int read(byte[] dst, int offset, int length) throws IOException {
        if (position == end && !fill(ahead)) {
            return -1;
        }
        int n = Math.min(length, end - position);
        System.arraycopy(buffer, position, dst, offset, n);
        sum(n);
        position += n;
        return n;
    }

    private void sum(int bytes) {
        if (crc != null) {
            crc.update(buffer, position, bytes);
        }
    }

    /** Takes exactly that many bytes. */
    void readFully(byte[] dst, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            boolean past = position == end && length - done >= ahead && source.left() > 0;
            int n = past ? readPast(dst, offset + done, length - done) : read(dst, offset + done, length - done);
            if (n < 0) {
                throw new EOFException("a page is longer than its column");
            }
            done += n;
        }
    }

    /** Takes bytes past the buffer, no more than it holds: more would leave the cache before they are summed up. */
    private int readPast(byte[] dst, int offset, int length) throws IOException {
        int n = source.read(dst, offset, Math.min(length, buffer.length));
        if (crc != null) {
            crc.update(dst, offset, n);
        }
        return n;
    }

    /** Takes stored values, converted to float32. */
    void values(ElementType type, float[] dst, int offset, int count) throws IOException {
        int size = type.bytes();
        int done = 0;
        while (done < count) {
            int whole = Math.min(count - done, (end - position) / size);
            if (whole > 0) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(buffer, position, whole * size).order(ByteOrder.LITTLE_ENDIAN);
                type.toFloat32(bytes, dst, offset + done, whole);
                sum(whole * size);
                position += whole * size;
                done += whole;
            } else if (position == end && type == ElementType.FLOAT32 && source.isMapped() && source.left() >= size) {
                done += mapped(dst, offset + done, count - done);
            } else if (!fill(type == ElementType.FLOAT32 ? ahead : buffer.length)) {
                throw new EOFException("a page is longer than its column");
            }
        }
    }

    /** Takes values past the buffer, which is empty: it holds their bytes when they are summed up. */
    private int mapped(float[] dst, int offset, int count) throws IOException {
        CRC32 sum = crc;
        int n = (int) Math.min(sum == null ? count : Math.min(count, PIECE_VALUES), source.left() / Float.BYTES);
        source.floats(dst, offset, n);
        if (sum != null) {
            floats.put(0, dst, offset, n);
            sum.update(buffer, 0, Float.BYTES * n);
        }
        return n;
    }

    /** Passes over bytes. */
    void discard(long bytes) throws IOException {
        long rest = bytes;
        while (rest > 0) {
            if (position == end && !fill(buffer.length)) {
                throw new EOFException("a page is longer than its column");
            }
            int n = (int) Math.min(rest, end - position);
            sum(n);
            position += n;
            rest -= n;
        }
    }
}
