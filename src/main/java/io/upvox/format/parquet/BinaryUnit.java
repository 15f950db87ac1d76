package io.upvox.format.parquet;

import io.upvox.format.RowChecksum;
import io.upvox.format.TensorColumn;
import io.upvox.format.ValueChecksum;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A row group whose tensors are bytes: plain little-endian values, or .npy files. */
final class BinaryUnit extends ParquetUnit {
    private final ColumnReader column;
    private int next;
    private byte @Nullable [] current;
    private boolean loaded;

    BinaryUnit(ParquetSampleFile file, int unit, long firstRow) {
        super(file, unit, firstRow);
        MessageType projection =
                new MessageType("tensor", file.schema().getType(file.tensor().name()));
        try {
            column = columns(projection).getColumnReader(file.dataLeaf());
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public TensorShape shape(int row) throws IOException {
        if (file.tensor().form() != TensorColumn.Form.NPY) {
            return super.shape(row);
        }
        if (row != next) {
            throw new IllegalStateException("the shape of row " + row + " is asked for, row " + next + " is next");
        }
        return header(row, bytes(row)).shape();
    }

    private record Header(NpyHeader npy, TensorShape shape) {}

    private Header header(int row, byte[] bytes) {
        try {
            NpyHeader npy = NpyHeader.parse(bytes);
            return new Header(npy, TensorShape.of(npy.shape()));
        } catch (IllegalArgumentException e) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": " + e.getMessage()
                            + "; write .npy bytes, or give --input-shape or --shape-column for plain values",
                    e);
        }
    }

    private void load() {
        if (loaded) {
            return;
        }
        try {
            boolean present =
                    column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
            current = present ? column.getBinary().getBytes() : null;
            column.consume();
            loaded = true;
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private byte[] bytes(int row) {
        load();
        byte[] bytes = current;
        if (bytes == null) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": its tensor is null; leave the row out or write its values");
        }
        return bytes;
    }

    @Override
    public void read(float[] dst) throws IOException {
        int row = next;
        try {
            byte[] bytes = bytes(row);
            if (file.tensor().form() == TensorColumn.Form.NPY) {
                Header h = header(row, bytes);
                decode(row, bytes, h.npy().dataOffset(), h.npy().type(), h.npy().order(), h.shape(), dst);
                if (h.npy().fortranOrder()) {
                    int n = (int) h.shape().elements();
                    float[] ordered = h.npy().rowMajor(java.util.Arrays.copyOf(dst, n));
                    System.arraycopy(ordered, 0, dst, 0, n);
                }
            } else {
                decode(row, bytes, 0, file.tensor().element(), ByteOrder.LITTLE_ENDIAN, shape(row), dst);
            }
        } finally {
            advance();
        }
    }

    private void decode(
            int row, byte[] bytes, int offset, ElementType type, ByteOrder order, TensorShape shape, float[] dst) {
        check(row, bytes, offset, type, shape);
        type.toFloat32(bytes, offset, order, dst, 0, (int) shape.elements());
    }

    private void check(int row, byte[] bytes, int offset, ElementType type, TensorShape shape) {
        long found = (long) bytes.length - offset;
        if (found != shape.elements() * type.bytes()) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": it has " + found + " bytes, its shape " + shape
                            + " of " + type.text() + " takes " + shape.elements() * type.bytes()
                            + "; write values and shape that belong together, or give --element-type");
        }
    }

    @Override
    public RowChecksum checksum(RowChecksum.Kind kind) throws IOException {
        int row = next;
        float[] values;
        try {
            byte[] bytes = bytes(row);
            TensorShape shape;
            if (file.tensor().form() == TensorColumn.Form.NPY) {
                Header h = header(row, bytes);
                shape = h.shape();
                check(row, bytes, h.npy().dataOffset(), h.npy().type(), shape);
            } else {
                shape = shape(row);
                check(row, bytes, 0, file.tensor().element(), shape);
            }
            values = new float[(int) shape.elements()];
        } catch (InvalidDataException e) {
            advance();
            throw e;
        }
        read(values);
        return ValueChecksum.of(kind, values, values.length);
    }

    @Override
    public void skip() {
        load();
        advance();
    }

    private void advance() {
        next++;
        loaded = false;
        current = null;
    }
}
