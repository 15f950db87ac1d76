package io.upvox.format.arrow;

import java.io.Closeable;
import java.io.IOException;

/** Which elements of a tensor column are null. The bitmap is read row by row beside the values, as it can be large too. */
final class ElementNulls implements Closeable {
    private final BufferStream bits;
    private final byte[] window;
    private long windowStart;
    private int windowBytes;

    private ElementNulls(BufferStream bits) {
        this.bits = bits;
        window = new byte[(int) Math.min(ArrowInput.CHUNK_BYTES, Math.max(1, bits.length()))];
    }

    /** The node must have nulls. */
    static ElementNulls open(ArrowInput in, ArrowBatch batch, FieldLayout element) throws IOException {
        long needed = batch.length(element.node()) / 8 + (batch.length(element.node()) % 8 == 0 ? 0 : 1);
        if (batch.bytes(element.buffer()) < needed) {
            throw in.damaged("a validity bitmap of " + batch.bytes(element.buffer()) + " bytes for "
                    + batch.length(element.node()) + " values");
        }
        return new ElementNulls(batch.values(element.buffer()));
    }

    /** Index, from {@code begin}, of the first null of a range, or -1. Ranges are asked for in rising order. */
    long first(long begin, long count) throws IOException {
        long end = begin + count;
        for (long i = begin; i < end; ) {
            int b = at(i >> 3) & 0xff;
            if ((i & 7) == 0 && b == 0xff) {
                i += 8;
            } else if ((b >> (i & 7) & 1) == 0) {
                return i - begin;
            } else {
                i++;
            }
        }
        return -1;
    }

    private byte at(long index) throws IOException {
        if (index < windowStart || index >= windowStart + windowBytes) {
            int n = (int) Math.min(window.length, Math.max(1, bits.length() - index));
            windowBytes = 0;
            bits.bytes(index, window, n);
            windowStart = index;
            windowBytes = n;
        }
        return window[(int) (index - windowStart)];
    }

    @Override
    public void close() throws IOException {
        bits.close();
    }
}
