package io.upvox.format.arrow;

import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The shapes of a batch's rows; what is wrong with one is told when it is asked for. */
final class ArrowShapes {
    private final ListBuffers lists;
    private final ByteBuffer values;
    private final boolean wide;

    private ArrowShapes(ListBuffers lists, ByteBuffer values, boolean wide) {
        this.lists = lists;
        this.values = values;
        this.wide = wide;
    }

    static ArrowShapes read(ArrowInput in, ArrowBatch batch, FieldLayout column, int rows) throws IOException {
        FieldLayout element = column.child(0);
        boolean wide = ((ArrowType.Int) element.field().getType()).getBitWidth() == 64;
        return new ArrowShapes(ListBuffers.read(in, batch, column, rows), batch.bytes(element.buffer() + 1), wide);
    }

    /** The shape of a row, or a text that says what is wrong with it. */
    Object get(int row) {
        if (lists.isNull(row) || lists.firstNull(row) >= 0) {
            return "its shape is null or holds nulls; leave the row out or write its shape";
        }
        long begin = lists.begin(row);
        int rank = (int) Math.min(6, lists.length(row));
        long[] dims = new long[rank];
        try {
            for (int i = 0; i < rank; i++) {
                int at = Math.toIntExact(begin + i);
                dims[i] = wide ? values.getLong(8 * at) : values.getInt(4 * at);
            }
            return TensorShape.of(dims);
        } catch (IllegalArgumentException e) {
            return "its " + e.getMessage();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return "its shape lies outside the file's buffers; write the file again";
        }
    }
}
