package io.upvox.format.arrow;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** One record batch: its nodes, and its buffers whole or as streams, uncompressed. */
final class ArrowBatch {
    private static final int PREFIX_BYTES = 8;
    private static final long STORED_PLAIN = -1;
    /** Larger buffers grow as their bytes turn out to be there. */
    private static final long TRUSTED_BYTES = 1 << 20;

    private final ArrowInput in;
    private final BatchMessage message;
    private final boolean compressed;

    ArrowBatch(ArrowInput in, BatchMessage message) {
        this.in = in;
        this.message = message;
        this.compressed = message.codec() != BatchMessage.UNCOMPRESSED;
    }

    int rows() {
        return message.rows();
    }

    /** Elements of a node. */
    long length(int node) {
        return message.lengths()[node];
    }

    /** Nulls of a node. */
    long nulls(int node) {
        return message.nulls()[node];
    }

    /** Bytes that a buffer takes in the file. */
    long storedBytes(int buffer) {
        return message.sizes()[buffer];
    }

    /** Bytes of a buffer when uncompressed: what the file claims. */
    long bytes(int buffer) throws IOException {
        long stored = storedBytes(buffer);
        if (!compressed || stored == 0) {
            return stored;
        }
        long size = prefix(buffer);
        return size == STORED_PLAIN ? stored - PREFIX_BYTES : size;
    }

    private long prefix(int buffer) throws IOException {
        long stored = storedBytes(buffer);
        long size = stored < PREFIX_BYTES
                ? Long.MIN_VALUE
                : in.read(message.positions()[buffer], PREFIX_BYTES).getLong(0);
        if (size < STORED_PLAIN) {
            throw in.damaged("a compressed buffer of " + stored + " bytes claims " + size);
        }
        return size;
    }

    /** The first bytes of a buffer, for buffers that are small beside the tensor values. */
    ByteBuffer read(int buffer, long count) throws IOException {
        long size = bytes(buffer);
        if (count > size || count > Integer.MAX_VALUE - PREFIX_BYTES) {
            throw in.damaged("a buffer of " + size + " bytes where " + count + " are needed");
        }
        if (!compressed) {
            return in.read(message.positions()[buffer], count);
        }
        try (InputStream stream = stream(buffer)) {
            byte[] bytes = stream.readNBytes((int) count); // allocates only what is there
            if (bytes.length < count) {
                throw in.damaged("a buffer ends before its " + count + " bytes");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException | RuntimeException e) {
            throw in.decompressing(e);
        }
    }

    /** A whole buffer in Arrow's memory; the caller closes it. */
    ArrowBuf load(int buffer, BufferAllocator allocator) throws IOException {
        long size = bytes(buffer);
        byte[] chunk = new byte[(int) Math.min(ArrowInput.CHUNK_BYTES, Math.max(1, size))];
        ArrowBuf buf = allocator.buffer(compressed ? Math.min(size, TRUSTED_BYTES) : size);
        boolean loaded = false;
        try (BufferStream stream = values(buffer)) {
            for (long at = 0; at < size; ) {
                int n = (int) Math.min(chunk.length, size - at);
                stream.bytes(at, chunk, n);
                if (at + n > buf.capacity()) {
                    buf = grown(buf, at, Math.min(size, Math.max(at + n, 2 * buf.capacity())), allocator);
                }
                buf.setBytes(at, chunk, 0, n);
                at += n;
            }
            buf.writerIndex(size);
            loaded = true;
            return buf;
        } finally {
            if (!loaded) {
                buf.close();
            }
        }
    }

    private static ArrowBuf grown(ArrowBuf buf, long used, long size, BufferAllocator allocator) {
        ArrowBuf larger = allocator.buffer(size);
        larger.setBytes(0, buf, 0, used);
        buf.close();
        return larger;
    }

    /** A buffer's bytes in rising order; the caller closes it. */
    BufferStream values(int buffer) throws IOException {
        long stored = storedBytes(buffer);
        if (!compressed || stored == 0) {
            return BufferStream.direct(in, message.positions()[buffer], stored);
        }
        return BufferStream.decompressing(in, stream(buffer), bytes(buffer));
    }

    private InputStream stream(int buffer) throws IOException {
        long size = storedBytes(buffer) == 0 ? 0 : prefix(buffer);
        if (size == 0) {
            return InputStream.nullInputStream(); // an empty buffer is a bare prefix, without a frame
        }
        InputStream raw =
                new RangeStream(in, message.positions()[buffer] + PREFIX_BYTES, storedBytes(buffer) - PREFIX_BYTES);
        if (size == STORED_PLAIN) {
            return raw;
        }
        try {
            return switch (message.codec()) {
                case CompressionType.ZSTD -> new ZstdInputStream(raw);
                case CompressionType.LZ4_FRAME -> Lz4Frames.open(raw);
                default ->
                    throw in.refused("its buffers are compressed by the unknown codec " + message.codec()
                            + "; write them with ZSTD or LZ4_FRAME, or uncompressed");
            };
        } catch (IOException e) {
            throw in.decompressing(e);
        }
    }
}
