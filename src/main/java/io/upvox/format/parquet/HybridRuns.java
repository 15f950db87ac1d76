package io.upvox.format.parquet;

import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * The hybrid of run lengths and bit packing, in which Parquet stores levels and dictionary indices, as runs.
 *
 * <p>Source: the RLE encoding of the Parquet format description.
 */
final class HybridRuns {
    private final byte[] bytes;
    private final int end;
    private final int width;
    private final BytePacker packer;
    private final int[] unpacked = new int[8];
    private final byte[] tail;
    private int position;
    private int unpackedAt = 8;

    private int length;
    private int value;
    private boolean packed;

    HybridRuns(byte[] bytes, int begin, int end, int width) throws IOException {
        if (width < 0 || width > 32 || begin < 0 || begin > end || end > bytes.length) {
            throw new EOFException("levels or indices do not fit their page");
        }
        this.bytes = bytes;
        this.position = begin;
        this.end = end;
        this.width = width;
        this.packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
        this.tail = new byte[width];
    }

    /** Goes to the next run. Without any left, width 0 gives endless zeros; else it is an error. */
    void next() throws IOException {
        if (width == 0 && position >= end) {
            packed = false;
            value = 0;
            length = Integer.MAX_VALUE;
            return;
        }
        long header = 0;
        for (int shift = 0; ; shift += 7) {
            if (position >= end || shift > 28) {
                throw new EOFException("levels or indices end before their values");
            }
            int b = bytes[position++];
            header |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        packed = (header & 1) != 0;
        long count = (header >>> 1) * (packed ? 8 : 1);
        length = (int) Math.min(count, Integer.MAX_VALUE);
        unpackedAt = 8;
        if (!packed) {
            value = 0;
            for (int i = 0; i < (width + 7) / 8; i++) {
                if (position >= end) {
                    throw new EOFException("levels or indices end before their values");
                }
                value |= (bytes[position++] & 0xff) << (8 * i);
            }
        }
    }

    /** Values left in the run. */
    int length() {
        return length;
    }

    /** Whether the run has one value. */
    boolean isRepeated() {
        return !packed;
    }

    /** The value of a repeated run. */
    int value() {
        return value;
    }

    /** Takes values of a repeated run. */
    void take(int count) {
        length -= count;
    }

    /** The next value of a packed run. */
    @SuppressWarnings("deprecation") // the undeprecated form wraps every 8 values in a buffer
    int packedValue() throws IOException {
        if (unpackedAt == 8) {
            int available = end - position;
            if (available <= 0 && width > 0) {
                throw new EOFException("levels or indices end before their values");
            }
            if (available < width) {
                // The last group of a page may be cut short behind its last value.
                java.util.Arrays.fill(tail, (byte) 0);
                System.arraycopy(bytes, position, tail, 0, available);
                packer.unpack8Values(tail, 0, unpacked, 0);
            } else {
                packer.unpack8Values(bytes, position, unpacked, 0);
            }
            position += width;
            unpackedAt = 0;
        }
        length--;
        return unpacked[unpackedAt++];
    }
}
