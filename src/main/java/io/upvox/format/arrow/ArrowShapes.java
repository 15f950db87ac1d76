package io.upvox.format.arrow;

import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The shapes of a batch's rows; what is wrong with one is told when it is asked for. */
final class ArrowShapes {
    private static final int MAX_RANK = 8;

    private final ListBuffers lists;
    private final RowNulls nulls;
    private final ByteBuffer extents;
    private final boolean wide;

    private ArrowShapes(ListBuffers lists, RowNulls nulls, ByteBuffer extents, boolean wide) {
        this.lists = lists;
        this.nulls = nulls;
        this.extents = extents;
        this.wide = wide;
    }

    static ArrowShapes read(ArrowInput in, ArrowBatch batch, FieldLayout column) throws IOException {
        FieldLayout element = column.child(0);
        boolean wide = ((ArrowType.Int) element.field().getType()).getBitWidth() == 64;
        long count = batch.length(element.node());
        if (count > Integer.MAX_VALUE) {
            throw in.damaged("shapes of " + count + " extents");
        }
        return new ArrowShapes(
                ListBuffers.read(in, batch, column),
                RowNulls.read(batch, element),
                batch.read(element.buffer() + 1, count * (wide ? 8 : 4)),
                wide);
    }

    /**
     * The shape of a row.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    TensorShape get(int row) {
        if (lists.isNull(row)) {
            throw new IllegalArgumentException("shape is null; leave the row out or write its shape");
        }
        int begin = (int) lists.begin(row);
        long rank = lists.length(row);
        if (rank > MAX_RANK) {
            throw new IllegalArgumentException(
                    "shape has rank " + rank + "; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)");
        }
        long[] dims = new long[(int) rank];
        for (int i = 0; i < rank; i++) {
            int at = begin + i;
            if (nulls.isNull(at)) {
                throw new IllegalArgumentException("shape holds nulls; write every extent");
            }
            dims[i] = wide ? extents.getLong(8 * at) : extents.getInt(4 * at);
        }
        return TensorShape.of(dims);
    }
}
