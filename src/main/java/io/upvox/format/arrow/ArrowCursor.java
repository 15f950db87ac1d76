package io.upvox.format.arrow;

import io.upvox.format.PassThroughCursor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.TransferPair;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Pass-through values of a batch: as Arrow vectors for an Arrow output, as Spark rows for others. */
final class ArrowCursor implements PassThroughCursor {
    private final ArrowSampleFile file;
    private final ArrowUnit unit;
    private int row;

    ArrowCursor(ArrowSampleFile file, ArrowUnit unit) {
        this.file = file;
        this.unit = unit;
    }

    @Override
    public void skip(int rows) {
        advance(rows);
    }

    private int advance(int rows) {
        int first = Objects.checkFromIndexSize(row, rows, unit.rows());
        row += rows;
        return first;
    }

    /** The next rows as vectors; the caller closes them. */
    VectorSchemaRoot vectors(int rows) {
        int first = advance(rows);
        List<FieldVector> slices = new ArrayList<>();
        boolean complete = false;
        try {
            for (FieldVector v : unit.passedThrough()) {
                TransferPair slice = v.getTransferPair(file.allocator());
                slices.add((FieldVector) slice.getTo());
                slice.splitAndTransfer(first, rows);
            }
            complete = true;
        } finally {
            if (!complete) {
                slices.forEach(FieldVector::close);
            }
        }
        return new VectorSchemaRoot(file.passThrough().arrowFields(), slices, rows);
    }

    @Override
    public Iterator<InternalRow> next(int rows) {
        int first = advance(rows);
        ColumnVector[] columns =
                unit.passedThrough().stream().map(ArrowColumnVector::new).toArray(ColumnVector[]::new);
        // Not closed as a batch: the vectors are the unit's.
        ColumnarBatch all = new ColumnarBatch(columns, unit.rows());
        return new Iterator<>() {
            private int at = first;

            @Override
            public boolean hasNext() {
                return at < first + rows;
            }

            @Override
            public InternalRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.getRow(at++);
            }
        };
    }
}
