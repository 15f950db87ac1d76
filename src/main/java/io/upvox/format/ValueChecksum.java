package io.upvox.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.Checksum;

/**
 * Sums up the values of rows piece by piece. Its arrays stay in cache, so that a row's values never come near main memory.
 * Belongs to one thread.
 */
public final class ValueChecksum {
    /** Values of a piece: 64 KiB. */
    private static final int PIECE = 1 << 14;

    private final float[] piece = new float[PIECE];
    private final byte[] bytes = new byte[4 * PIECE];
    private final FloatBuffer floats =
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    private RowChecksum.Kind kind;
    private Checksum sum;

    /** The sum of a row of which nothing has been added. */
    public ValueChecksum(RowChecksum.Kind kind) {
        this.kind = kind;
        this.sum = kind.start();
    }

    /** The checksum of an array's first values. */
    public static RowChecksum of(RowChecksum.Kind kind, float[] values, int count) {
        ValueChecksum sum = new ValueChecksum(kind);
        for (int done = 0; done < count; ) {
            int n = Math.min(PIECE, count - done);
            sum.add(values, done, n);
            done += n;
        }
        return sum.value();
    }

    /** Begins a row, whatever became of the one before. */
    public void begin(RowChecksum.Kind next) {
        kind = next;
        sum = next.start();
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
        sum.update(bytes, 0, 4 * count);
    }

    /** The checksum of what was added since the row began. */
    public RowChecksum value() {
        return new RowChecksum(kind, sum.getValue());
    }
}
