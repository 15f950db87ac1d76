package io.upvox.format.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.apache.parquet.bytes.ByteBufferReleaser;
import org.apache.parquet.bytes.ConcatenatingByteBufferCollector;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/**
 * A page's bytes in a buffer that is summed up and written as it is. parquet-java's own kinds of {@code BytesInput} copy a
 * direct buffer through small arrays; this is the only one that it lets others extend, and nothing of it but its type is
 * used.
 */
final class PageBytes extends ConcatenatingByteBufferCollector {
    private final ByteBuffer bytes;
    private final ByteBuffer summed;

    private PageBytes(ByteBuffer bytes, ByteBuffer summed) {
        super(HeapByteBufferAllocator.getInstance());
        this.bytes = bytes;
        this.summed = summed;
    }

    /** @param bytes the page's bytes between position and limit; not changed, not copied */
    PageBytes(ByteBuffer bytes) {
        this(bytes, bytes);
    }

    /**
     * The same bytes, when their CRC-32 is known already. For pages without compression.
     *
     * <p>parquet-java takes no CRC. It sums up what {@link #toByteBuffer} returns, which it uses for nothing else, or leaves the
     * CRCs of all pages out, those of other columns' dictionaries, too. So that each value is summed up once, {@code
     * toByteBuffer} returns four bytes that have the CRC of all.
     */
    PageBytes withCrc(long crc) {
        return new PageBytes(bytes, ByteBuffer.wrap(Crc32Arithmetic.fourBytes(crc)));
    }

    @Override
    public long size() {
        return bytes.remaining();
    }

    @Override
    public ByteBuffer toByteBuffer(ByteBufferReleaser releaser) {
        return summed.duplicate();
    }

    @Override
    public void writeAllTo(OutputStream out) throws IOException {
        if (out instanceof ParquetOutput.Stream file) {
            file.write(bytes.duplicate());
        } else if (bytes.hasArray()) {
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else {
            Channels.newChannel(out).write(bytes.duplicate());
        }
    }

    @Override
    public void writeInto(ByteBuffer target) {
        target.put(bytes.duplicate());
    }
}
