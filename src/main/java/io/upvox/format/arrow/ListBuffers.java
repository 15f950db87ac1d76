package io.upvox.format.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A list column of a batch without its values: which rows are null and where each row's elements are. Also serves binary
 * columns, whose elements are bytes.
 */
final class ListBuffers {
    private final ArrowInput in;
    private final RowNulls nulls;
    private final @Nullable ByteBuffer offsets;
    private final boolean wide;
    private final long fixedSize;
    private final long elements;

    private ListBuffers(
            ArrowInput in, RowNulls nulls, @Nullable ByteBuffer offsets, boolean wide, long fixedSize, long elements) {
        this.in = in;
        this.nulls = nulls;
        this.offsets = offsets;
        this.wide = wide;
        this.fixedSize = fixedSize;
        this.elements = elements;
    }

    /** Reads validity and offsets of a list, large list, fixed-size list, binary or large binary. */
    static ListBuffers read(ArrowInput in, ArrowBatch batch, FieldLayout list) throws IOException {
        int rows = batch.rows();
        if (batch.length(list.node()) != rows) {
            throw in.damaged("a column of " + batch.length(list.node()) + " rows in a batch of " + rows);
        }
        RowNulls nulls = RowNulls.read(batch, list);
        boolean bytes = list.children().isEmpty();
        long elements = bytes
                ? batch.bytes(list.buffer() + 2)
                : batch.length(list.child(0).node());
        ArrowType type = list.field().getType();
        if (type instanceof ArrowType.FixedSizeList fixed) {
            return new ListBuffers(in, nulls, null, false, fixed.getListSize(), elements);
        }
        boolean wide = type instanceof ArrowType.LargeList || type instanceof ArrowType.LargeBinary;
        // A column of no rows may have no offsets at all.
        ByteBuffer offsets = batch.read(list.buffer() + 1, rows == 0 ? 0 : (rows + 1L) * (wide ? 8 : 4));
        return new ListBuffers(in, nulls, offsets, wide, 0, elements);
    }

    boolean isNull(int row) {
        return nulls.isNull(row);
    }

    /** Index of a row's first element. */
    long begin(int row) {
        return offset(row);
    }

    /** Number of a row's elements. */
    long length(int row) {
        long begin = offset(row);
        long end = offset(row + 1);
        if (begin < 0 || end < begin || end > elements) {
            throw in.damaged("row " + row + " of a batch has elements " + begin + " to " + end + " of " + elements);
        }
        return end - begin;
    }

    private long offset(int row) {
        if (offsets == null) {
            return row * fixedSize;
        }
        return wide ? offsets.getLong(8 * row) : offsets.getInt(4 * row);
    }
}
