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

    /** @param bytes the page's bytes between position and limit; not changed, not copied */
    PageBytes(ByteBuffer bytes) {
        super(HeapByteBufferAllocator.getInstance());
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.remaining();
    }

    @Override
    public ByteBuffer toByteBuffer(ByteBufferReleaser releaser) {
        return bytes.duplicate();
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
