package io.upvox.format.parquet;

import io.upvox.format.RowChecksum;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;

/** A row group whose tensors are lists: values come from the column's pages. */
final class ListUnit extends ParquetUnit {
    private final LeafRows values;
    private int next;

    ListUnit(ParquetSampleFile file, int unit, long firstRow) {
        super(file, unit, firstRow);
        values = file.values(unit);
    }

    @Override
    public void read(float[] dst) throws IOException {
        int row = next++;
        values.read(dst, elements(row), name(row));
    }

    @Override
    public RowChecksum checksum(RowChecksum.Kind kind) throws IOException {
        int row = next++;
        return values.checksum(kind, elements(row), name(row));
    }

    /** How many values the row should have; a row without a valid shape is passed over. */
    private long elements(int row) throws IOException {
        try {
            return shape(row).elements();
        } catch (InvalidDataException e) {
            values.skip();
            throw e;
        }
    }

    @Override
    public void skip() throws IOException {
        next++;
        values.skip();
    }
}
