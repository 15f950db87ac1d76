package io.upvox.format.parquet;

import io.upvox.tensor.ElementType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One column chunk as a stream that never reads past its end: page headers and floats come out of one buffer. A checksum can
 * run along.
 */
final class ChunkStream extends InputStream {
    private final SeekableInputStream in;
    private final byte[] buffer;
    private int position;
    private int end;
    private long left;
    private @Nullable CRC32 crc;
    private @Nullable IOException failure;

    ChunkStream(SeekableInputStream in, long start, long length, int bufferBytes) throws IOException {
        this.in = in;
        this.left = length;
        this.buffer = new byte[bufferBytes];
        in.seek(start);
    }

    /** Bytes of the chunk that have not been taken yet. */
    long remaining() {
        return left + end - position;
    }

    /** What the file system threw, to be told apart from what a damaged page makes of good bytes. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Sums up all bytes taken from now on; null ends it. */
    void checksum(@Nullable CRC32 sum) {
        crc = sum;
    }

    private boolean fill() throws IOException {
        if (left == 0) {
            return false;
        }
        // What does not make a whole value yet moves to the front.
        int kept = end - position;
        System.arraycopy(buffer, position, buffer, 0, kept);
        position = 0;
        end = kept;
        int got = readRaw(buffer, kept, (int) Math.min(buffer.length - kept, left));
        end += got;
        left -= got;
        return true;
    }

    private int readRaw(byte[] dst, int offset, int length) throws IOException {
        int got;
        try {
            got = in.read(dst, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (got <= 0) {
            throw new EOFException("the file ends inside a column");
        }
        return got;
    }

    @Override
    public int read() throws IOException {
        if (position == end && !fill()) {
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
        if (position == end && !fill()) {
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
            int n = read(dst, offset + done, length - done);
            if (n < 0) {
                throw new EOFException("a page is longer than its column");
            }
            done += n;
        }
    }

    /** Takes stored values, converted to float32. */
    void values(ElementType type, float[] dst, int offset, int count) throws IOException {
        int size = type.bytes();
        int done = 0;
        while (done < count) {
            int whole = Math.min(count - done, (end - position) / size);
            if (whole == 0) {
                if (!fill()) {
                    throw new EOFException("a page is longer than its column");
                }
                continue;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, position, whole * size).order(ByteOrder.LITTLE_ENDIAN);
            type.toFloat32(bytes, dst, offset + done, whole);
            sum(whole * size);
            position += whole * size;
            done += whole;
        }
    }

    /** Passes over bytes. */
    void discard(long bytes) throws IOException {
        long rest = bytes;
        while (rest > 0) {
            if (position == end && !fill()) {
                throw new EOFException("a page is longer than its column");
            }
            int n = (int) Math.min(rest, end - position);
            sum(n);
            position += n;
            rest -= n;
        }
    }
}
