package io.upvox.format.parquet;

import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;

/** A row group whose tensors are lists: values come from the column's pages. */
final class ListUnit extends ParquetUnit {
    private final LeafRows values;
    private int next;

    ListUnit(ParquetSampleFile file, int unit, long firstRow) throws IOException {
        super(file, unit, firstRow);
        values = file.values(unit);
    }

    @Override
    public void read(float[] dst) throws IOException {
        int row = next++;
        TensorShape shape;
        try {
            shape = shape(row);
        } catch (InvalidDataException e) {
            values.skip();
            throw e;
        }
        values.read(dst, shape.elements(), name(row));
    }

    @Override
    public void skip() throws IOException {
        next++;
        values.skip();
    }
}
