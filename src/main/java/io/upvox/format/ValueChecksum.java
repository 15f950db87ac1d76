package io.upvox.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C of values as little-endian float32, summed up piece by piece. Its arrays stay in cache, so that a row's values never
 * come near main memory. Belongs to one thread.
 */
public final class ValueChecksum {
    /** Values of a piece: 64 KiB. */
    private static final int PIECE = 1 << 14;

    private final CRC32C crc = new CRC32C();
    private final float[] piece = new float[PIECE];
    private final byte[] bytes = new byte[4 * PIECE];
    private final FloatBuffer floats =
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();

    /** The checksum of an array's first values. */
    public static long of(float[] values, int count) {
        ValueChecksum sum = new ValueChecksum();
        for (int done = 0; done < count; ) {
            int n = Math.min(PIECE, count - done);
            sum.add(values, done, n);
            done += n;
        }
        return sum.end();
    }

    /** An array for the next piece of values; {@link #add} takes the piece from its start. */
    public float[] piece() {
        return piece;
    }

    /** Adds the first values of {@link #piece()}. */
    public void add(int count) {
        add(piece, 0, count);
    }

    private void add(float[] values, int offset, int count) {
        floats.put(0, values, offset, count);
        crc.update(bytes, 0, 4 * count);
    }

    /** The checksum of what was added, unsigned; the next one begins. */
    public long end() {
        long sum = crc.getValue();
        crc.reset();
        return sum;
    }
}
