package io.upvox.format.parquet;

import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The shapes of a unit's rows; what is wrong with one is told when it is asked for. */
final class ShapeValues {
    /** One more than a shape can have, so that longer lists are noticed but not kept. */
    private static final int MAX_RANK = 6;

    private final List<Object> shapes = new ArrayList<>();

    /** Reads the lists of a column, one a row. */
    static ShapeValues read(ColumnReader column, int rows) {
        ShapeValues result = new ShapeValues();
        boolean wide = column.getDescriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
        int max = column.getDescriptor().getMaxDefinitionLevel();
        long[] dims = new long[MAX_RANK];
        for (int row = 0; row < rows; row++) {
            int rank = 0;
            boolean missing = false;
            do {
                if (column.getCurrentDefinitionLevel() < max) {
                    missing = true;
                } else if (rank < MAX_RANK) {
                    dims[rank++] = wide ? column.getLong() : column.getInteger();
                } else {
                    column.skip();
                }
                column.consume();
            } while (column.getCurrentRepetitionLevel() > 0);
            result.add(missing, Arrays.copyOf(dims, rank));
        }
        return result;
    }

    private void add(boolean missing, long[] dims) {
        if (missing) {
            shapes.add("its shape is null or holds nulls; leave the row out or write its shape");
            return;
        }
        try {
            shapes.add(TensorShape.of(dims));
        } catch (IllegalArgumentException e) {
            shapes.add("its " + e.getMessage());
        }
    }

    /** The shape of a row, or a text that says what is wrong with it. */
    Object get(int row) {
        return shapes.get(row);
    }
}
