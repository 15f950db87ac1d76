package io.upvox.format.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.apache.parquet.bytes.BytesInput;

/**
 * The body of one V1 data page of a list of floats, of one row: levels as a handful of run lengths, then the values, copied
 * in bulk into one reused buffer that is written as it is.
 *
 * <p>Source: data page V1 and the RLE encoding of the Parquet format description.
 */
final class ListPage {
    /** Two lengths of 4 bytes and at most four runs of a 5 byte header and a value. */
    private static final int HEAD_BYTES = 32;
    /** Values are summed up while they are in the nearest cache. */
    private static final int PIECE_VALUES = 4 << 10;

    private final int capacity;
    private final int maxDefinition;
    private final ByteBuffer bytes;
    private final ByteBuffer summed;
    private final FloatBuffer floats;
    private int begin;
    private int count;

    /**
     * An empty page.
     *
     * @param buffer of {@link #bufferBytes}
     * @param maxDefinition the definition level of values that are there
     */
    ListPage(ByteBuffer buffer, int maxDefinition) {
        this.capacity = (buffer.capacity() - HEAD_BYTES) / 4;
        this.maxDefinition = maxDefinition;
        this.bytes = buffer;
        this.summed = buffer.duplicate();
        this.floats = buffer.slice(HEAD_BYTES, 4 * capacity)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    /** What a page needs for levels and values. */
    static int bufferBytes(int valueBytes) {
        return HEAD_BYTES + valueBytes;
    }

    /**
     * Copies as many values as fit.
     *
     * @param sum the row's checksum, to which their bytes are added
     * @return how many
     */
    int fill(float[] values, int offset, int length, Checksum sum) {
        int n = Math.min(length, capacity - count);
        for (int done = 0; done < n; done += PIECE_VALUES) {
            int piece = Math.min(PIECE_VALUES, n - done);
            floats.put(count, values, offset + done, piece);
            int at = HEAD_BYTES + 4 * count;
            sum.update(summed.limit(at + 4 * piece).position(at));
            count += piece;
        }
        return n;
    }

    boolean isFull() {
        return count == capacity;
    }

    /** Values in the page. */
    int count() {
        return count;
    }

    /**
     * Puts the levels before the values.
     *
     * @param startsRow whether the first value is the row's first
     * @return the page's body, valid until the page is filled again
     */
    PageBytes body(boolean startsRow) {
        byte[] head = new byte[HEAD_BYTES];
        int p = 4;
        if (startsRow) {
            p = run(head, p, 1, 0);
        }
        int rest = startsRow ? count - 1 : count;
        if (rest > 0) {
            p = run(head, p, rest, 1);
        }
        p = finish(head, 0, p, maxDefinition);
        begin = HEAD_BYTES - p;
        bytes.clear();
        bytes.put(begin, head, 0, p);
        return new PageBytes(bytes.limit(HEAD_BYTES + 4 * count).position(begin));
    }

    /**
     * The same body, whose CRC follows from what is known: only the levels are summed up.
     *
     * @param before CRC-32 of the row's values before the page, 0 of none
     * @param after CRC-32 of these and the page's
     */
    PageBytes body(boolean startsRow, long before, long after) {
        PageBytes body = body(startsRow);
        CRC32 levels = new CRC32();
        levels.update(bytes.duplicate().position(begin).limit(HEAD_BYTES));
        // With v the CRC of the page's values alone, and s what join does to the first part: after = s(before) ^ v.
        // Wanted is s(levels) ^ v = s(levels ^ before) ^ after.
        return body.withCrc(Crc32Arithmetic.join(levels.getValue() ^ before, after, 4L * count));
    }

    /** Size of the body. */
    int size() {
        return HEAD_BYTES - begin + 4 * count;
    }

    private int finish(byte[] head, int repetitionAt, int p, int definition) {
        littleEndian(head, repetitionAt, p - repetitionAt - 4);
        int end = run(head, p + 4, count, definition);
        littleEndian(head, p, end - p - 4);
        return end;
    }

    /** Empties the page. */
    void clear() {
        count = 0;
    }

    /** The body of a page with one row that has no values. */
    static BytesInput emptyRow(int definition) {
        byte[] b = new byte[HEAD_BYTES];
        int p = run(b, 4, 1, 0);
        littleEndian(b, 0, p - 4);
        int end = run(b, p + 4, 1, definition);
        littleEndian(b, p, end - p - 4);
        return BytesInput.from(b, 0, end);
    }

    /** One run: its length, then the value in a byte. */
    static int run(byte[] b, int at, int count, int value) {
        int p = at;
        long header = (long) count << 1;
        while (header > 0x7f) {
            b[p++] = (byte) ((header & 0x7f) | 0x80);
            header >>>= 7;
        }
        b[p++] = (byte) header;
        b[p++] = (byte) value;
        return p;
    }

    static void littleEndian(byte[] b, int at, int value) {
        b[at] = (byte) value;
        b[at + 1] = (byte) (value >> 8);
        b[at + 2] = (byte) (value >> 16);
        b[at + 3] = (byte) (value >> 24);
    }
}
