package io.upvox.format.parquet;

/**
 * The memory that the tensor column of a file is read through, one row group after the other: it grows to the largest page and
 * is used again, since pages may be as large as samples.
 */
final class PageBuffers {
    private static final int STREAM_BYTES = 256 << 10;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final byte[] stream = new byte[STREAM_BYTES];
    private byte[] stored = new byte[0];
    private byte[] unpacked = new byte[0];

    /** What a chunk's stream reads ahead into. */
    byte[] stream() {
        return stream;
    }

    /** For a page as it is stored. */
    byte[] stored(int size) {
        stored = atLeast(stored, size);
        return stored;
    }

    /** For a page when it is unpacked. */
    byte[] unpacked(int size) {
        unpacked = atLeast(unpacked, size);
        return unpacked;
    }

    /** Compressed pages differ in size by a little: some room keeps each from being the largest so far. */
    private static byte[] atLeast(byte[] held, int size) {
        return held.length >= size ? held : new byte[(int) Math.min(MAX_BYTES, size + (long) size / 16)];
    }
}
