package io.upvox.format.arrow;

import com.github.luben.zstd.ZstdInputStream;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.RecordBatch;

/** One record batch: its nodes, and its buffers whole or as streams, uncompressed. */
final class ArrowBatch {
    private static final int WINDOW_BYTES = 256 << 10;

    private final ArrowInput in;
    private final ArrowLayout.Block block;
    private final RecordBatch batch;
    private final boolean compressed;

    ArrowBatch(ArrowInput in, ArrowLayout.Block block, RecordBatch batch) {
        this.in = in;
        this.block = block;
        this.batch = batch;
        this.compressed = batch.compression() != null;
        if (compressed && batch.compression().method() != BodyCompressionMethod.BUFFER) {
            throw in.damaged("an unknown way of compression");
        }
        if (batch.variadicBufferCountsLength() > 0) {
            throw new InvalidDataException("Cannot read " + in.path()
                    + ": it has string or binary views; write the columns as plain strings or binary");
        }
    }

    static ArrowBatch open(ArrowInput in, ArrowLayout.Block block) throws IOException {
        try {
            return new ArrowBatch(in, block, ArrowLayout.batch(in, block));
        } catch (RuntimeException e) {
            throw in.damaged(e);
        }
    }

    int rows() {
        long rows = batch.length();
        if (rows < 0 || rows > Integer.MAX_VALUE) {
            throw in.damaged("a batch of " + rows + " rows");
        }
        return (int) rows;
    }

    /** Elements of a node. */
    long length(int node) {
        return batch.nodes(node).length();
    }

    /** Nulls of a node. */
    long nulls(int node) {
        return batch.nodes(node).nullCount();
    }

    private long position(int buffer) {
        return block.body() + batch.buffers(buffer).offset();
    }

    /** Bytes that a buffer takes in the file. */
    long storedBytes(int buffer) {
        var b = batch.buffers(buffer);
        if (b.offset() < 0
                || b.length() < 0
                || b.offset() > block.bodyBytes()
                || b.length() > block.bodyBytes() - b.offset()) {
            throw in.damaged(
                    "a buffer of " + b.length() + " bytes at " + b.offset() + " of a body of " + block.bodyBytes());
        }
        return b.length();
    }

    /** A whole buffer, uncompressed; for those that are small beside the tensor values. */
    ByteBuffer bytes(int buffer) throws IOException {
        long stored = storedBytes(buffer);
        if (!compressed || stored == 0) {
            return in.read(position(buffer), stored);
        }
        long size = uncompressedBytes(buffer, stored);
        byte[] bytes = new byte[Math.toIntExact(size)];
        try (InputStream stream = stream(buffer, stored)) {
            if (stream.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw in.damaged("a buffer ends before its " + size + " bytes");
            }
        } catch (IOException e) {
            throw in.decompressing(e);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long uncompressedBytes(int buffer, long stored) throws IOException {
        if (stored < 8) {
            throw in.damaged("a compressed buffer of " + stored + " bytes");
        }
        long size = in.read(position(buffer), 8).getLong(0);
        if (size == -1) {
            return stored - 8;
        }
        // No codec here packs better than that; a larger claim is damage, not worth an allocation.
        if (size < 0 || size > Integer.MAX_VALUE || size / 100_000 > stored) {
            throw in.damaged("a buffer of " + stored + " bytes claims " + size + " uncompressed");
        }
        return size;
    }

    /** A buffer's values from its first byte on. */
    BufferStream values(int buffer) throws IOException {
        long stored = storedBytes(buffer);
        if (!compressed || stored == 0) {
            return BufferStream.direct(in, position(buffer), stored);
        }
        return BufferStream.decompressing(in, stream(buffer, stored));
    }

    private InputStream stream(int buffer, long stored) throws IOException {
        long position = position(buffer);
        boolean plain = in.read(position, 8).getLong(0) == -1;
        InputStream raw = new Window(in, position + 8, stored - 8);
        if (plain) {
            return raw;
        }
        int codec = batch.compression().codec();
        try {
            if (codec == CompressionType.ZSTD) {
                return new ZstdInputStream(raw);
            }
            if (codec == CompressionType.LZ4_FRAME) {
                return new LZ4FrameInputStream(raw);
            }
        } catch (IOException e) {
            throw in.decompressing(e);
        }
        throw in.damaged("codec " + codec + " is not known");
    }

    /** A range of the file as a stream. */
    private static final class Window extends InputStream {
        private final ArrowInput in;
        private final byte[] buffer;
        private long position;
        private long left;
        private int at;
        private int end;

        Window(ArrowInput in, long position, long length) {
            this.in = in;
            this.position = position;
            this.left = length;
            this.buffer = new byte[(int) Math.min(WINDOW_BYTES, Math.max(1, length))];
        }

        private boolean fill() throws IOException {
            if (at < end) {
                return true;
            }
            int n = (int) Math.min(buffer.length, left);
            if (n == 0) {
                return false;
            }
            in.read(position, buffer, 0, n);
            position += n;
            left -= n;
            at = 0;
            end = n;
            return true;
        }

        @Override
        public int read() throws IOException {
            return fill() ? buffer[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] dst, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, end - at);
            System.arraycopy(buffer, at, dst, offset, n);
            at += n;
            return n;
        }
    }
}
