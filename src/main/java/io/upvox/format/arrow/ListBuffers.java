package io.upvox.format.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A list column of a batch without its values: which rows are null, where each row's elements are, which elements are null.
 * Also serves binary columns, whose elements are bytes.
 */
final class ListBuffers {
    private final ArrowInput in;
    private final int rows;
    private final @Nullable BitSet nullRows;
    private final @Nullable ByteBuffer offsets;
    private final boolean wide;
    private final long fixedSize;
    private final @Nullable BitSet nullElements;

    private ListBuffers(
            ArrowInput in,
            int rows,
            @Nullable BitSet nullRows,
            @Nullable ByteBuffer offsets,
            boolean wide,
            long fixedSize,
            @Nullable BitSet nullElements) {
        this.in = in;
        this.rows = rows;
        this.nullRows = nullRows;
        this.offsets = offsets;
        this.wide = wide;
        this.fixedSize = fixedSize;
        this.nullElements = nullElements;
    }

    /** Reads validity and offsets of a list, large list, fixed-size list, binary or large binary. */
    static ListBuffers read(ArrowInput in, ArrowBatch batch, FieldLayout list, int rows) throws IOException {
        try {
            if (batch.length(list.node()) != rows) {
                throw in.damaged("a column of " + batch.length(list.node()) + " rows in a batch of " + rows);
            }
            BitSet nullRows = nulls(batch, list, rows);
            BitSet nullElements = null;
            if (!list.children().isEmpty()) {
                FieldLayout element = list.child(0);
                nullElements = nulls(batch, element, batch.length(element.node()));
            }
            ArrowType type = list.field().getType();
            if (type instanceof ArrowType.FixedSizeList fixed) {
                return new ListBuffers(in, rows, nullRows, null, false, fixed.getListSize(), nullElements);
            }
            boolean wide = type instanceof ArrowType.LargeList || type instanceof ArrowType.LargeBinary;
            ByteBuffer offsets = batch.bytes(list.buffer() + 1);
            if (rows > 0 && offsets.capacity() < (rows + 1L) * (wide ? 8 : 4)) {
                throw in.damaged("offsets of " + offsets.capacity() + " bytes for " + rows + " rows");
            }
            return new ListBuffers(in, rows, nullRows, offsets, wide, 0, nullElements);
        } catch (IndexOutOfBoundsException e) {
            throw in.damaged(e);
        }
    }

    /** Rows that a validity bitmap marks as null; null if there are none. */
    static @Nullable BitSet nulls(ArrowBatch batch, FieldLayout field, long length) throws IOException {
        if (batch.nulls(field.node()) == 0 || batch.storedBytes(field.buffer()) == 0) {
            return null;
        }
        BitSet nulls = BitSet.valueOf(batch.bytes(field.buffer()));
        nulls.flip(0, Math.toIntExact(length));
        return nulls;
    }

    boolean isNull(int row) {
        return nullRows != null && nullRows.get(row);
    }

    /** Index of a row's first element. */
    long begin(int row) {
        return offset(row);
    }

    /** Number of a row's elements. */
    long length(int row) {
        long n = offset(row + 1) - offset(row);
        if (n < 0 || offset(row) < 0) {
            throw in.damaged("offsets run backwards at row " + row + " of " + rows);
        }
        return n;
    }

    private long offset(int row) {
        if (offsets == null) {
            return row * fixedSize;
        }
        return wide ? offsets.getLong(8 * row) : offsets.getInt(4 * row);
    }

    /** Index within the row of its first null element, or -1. */
    long firstNull(int row) {
        if (nullElements == null) {
            return -1;
        }
        long begin = begin(row);
        int at = nullElements.nextSetBit(Math.toIntExact(begin));
        return at >= 0 && at < begin + length(row) ? at - begin : -1;
    }
}
