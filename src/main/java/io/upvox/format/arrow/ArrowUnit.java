package io.upvox.format.arrow;

import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record batch: values are read row by row straight from the body. */
final class ArrowUnit implements SampleUnit {
    private final ArrowSampleFile file;
    private final ArrowBatch batch;
    private final int unit;
    private final long firstRow;
    private final int rows;
    private final @Nullable BitSet nullRows;
    private final ListBuffers list;
    private final BufferStream values;
    private final @Nullable ArrowShapes shapes;
    private final List<@Nullable String> ids;
    private final List<ArrowCursor> cursors = new ArrayList<>();
    private int next;
    private byte @Nullable [] bytes;

    ArrowUnit(ArrowSampleFile file, ArrowBatch batch, int unit, long firstRow) throws IOException {
        this.file = file;
        this.batch = batch;
        this.unit = unit;
        this.firstRow = firstRow;
        this.rows = batch.rows();
        TensorColumn tensor = file.tensor();
        FieldLayout column = file.field(tensor.name());
        boolean struct = tensor.form() == TensorColumn.Form.STRUCT;
        nullRows = struct ? ListBuffers.nulls(batch, column, rows) : null;
        FieldLayout data = struct ? column.child("data") : column;
        list = ListBuffers.read(file.in(), batch, data, rows);
        // Lists keep their elements in a child, binary its bytes in its own last buffer.
        values = batch.values(
                data.children().isEmpty() ? data.buffer() + 2 : data.child(0).buffer() + 1);
        String shapeColumn = tensor.shapeColumn();
        if (struct) {
            shapes = ArrowShapes.read(file.in(), batch, column.child("shape"), rows);
        } else {
            shapes = shapeColumn == null ? null : ArrowShapes.read(file.in(), batch, file.field(shapeColumn), rows);
        }
        String id = file.idColumn();
        ids = id == null || id.equals(shapeColumn) ? List.of() : ArrowVectors.texts(file, batch, unit, id);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public @Nullable String id(int row) {
        return ids.isEmpty() ? null : ids.get(row);
    }

    @Override
    public TensorShape shape(int row) throws IOException {
        if (file.tensor().form() == TensorColumn.Form.NPY) {
            if (row != next) {
                throw new IllegalStateException("the shape of row " + row + " is asked for, row " + next + " is next");
            }
            return TensorShape.of(header(row).shape());
        }
        checkPresent(row);
        TensorShape fixed = file.tensor().fixedShape();
        if (fixed != null) {
            return fixed;
        }
        if (shapes == null) {
            throw new IllegalStateException("no shapes were read");
        }
        Object shape = shapes.get(row);
        if (shape instanceof TensorShape s) {
            return s;
        }
        throw new InvalidDataException("Cannot read " + name(row) + ": " + shape);
    }

    private void checkPresent(int row) {
        if ((nullRows != null && nullRows.get(row)) || list.isNull(row)) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": its tensor is null; leave the row out or write its values");
        }
    }

    private NpyHeader header(int row) throws IOException {
        checkPresent(row);
        try {
            NpyHeader header = NpyHeader.parse(bytes(row));
            TensorShape.of(header.shape());
            return header;
        } catch (IllegalArgumentException e) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": " + e.getMessage()
                            + "; write .npy bytes, or give --input-shape or --shape-column for plain values",
                    e);
        }
    }

    /** A binary value, held while its row is at hand. */
    private byte[] bytes(int row) throws IOException {
        byte[] held = bytes;
        if (held == null) {
            long length = list.length(row);
            if (length > batch.storedBytes(file.field(file.tensor().name()).buffer() + 2) * 100_000L) {
                throw file.in().damaged("a value of " + length + " bytes");
            }
            held = new byte[Math.toIntExact(length)];
            values.bytes(list.begin(row), held, held.length);
            bytes = held;
        }
        return held;
    }

    @Override
    public void read(float[] dst) throws IOException {
        int row = next;
        try {
            if (file.tensor().form() == TensorColumn.Form.NPY) {
                npy(row, dst);
                return;
            }
            TensorShape shape = shape(row);
            boolean binary = file.tensor().form() == TensorColumn.Form.BINARY;
            if (binary) {
                plain(row, shape, dst);
            } else {
                list(row, shape, dst);
            }
        } finally {
            next++;
            bytes = null;
        }
    }

    private void list(int row, TensorShape shape, float[] dst) throws IOException {
        long length = list.length(row);
        if (length != shape.elements()) {
            throw new InvalidDataException("Cannot read " + name(row) + ": it has " + length
                    + " values, its shape says " + shape.elements() + "; write values and shape that belong together");
        }
        long firstNull = list.firstNull(row);
        if (firstNull >= 0) {
            throw new InvalidDataException("Cannot read " + name(row) + ": value " + firstNull
                    + " of its tensor is null; write NaN or a number");
        }
        values.floats(file.tensor().element(), list.begin(row), dst, (int) length);
    }

    private void plain(int row, TensorShape shape, float[] dst) throws IOException {
        decode(row, bytes(row), 0, file.tensor().element(), ByteOrder.LITTLE_ENDIAN, shape, dst);
    }

    private void npy(int row, float[] dst) throws IOException {
        NpyHeader header = header(row);
        TensorShape shape = TensorShape.of(header.shape());
        decode(row, bytes(row), header.dataOffset(), header.type(), header.order(), shape, dst);
        if (header.fortranOrder()) {
            int n = (int) shape.elements();
            float[] ordered = header.rowMajor(java.util.Arrays.copyOf(dst, n));
            System.arraycopy(ordered, 0, dst, 0, n);
        }
    }

    private void decode(
            int row, byte[] value, int offset, ElementType type, ByteOrder order, TensorShape shape, float[] dst) {
        long found = (long) value.length - offset;
        if (found != shape.elements() * type.bytes()) {
            throw new InvalidDataException(
                    "Cannot read " + name(row) + ": it has " + found + " bytes, its shape " + shape
                            + " of " + type.text() + " takes " + shape.elements() * type.bytes()
                            + "; write values and shape that belong together, or give --element-type");
        }
        type.toFloat32(value, offset, order, dst, 0, (int) shape.elements());
    }

    private String name(int row) {
        String place = "row " + (firstRow + row) + " of " + file.path();
        String id = id(row);
        return id == null ? place : "sample '" + id + "' (" + place + ")";
    }

    @Override
    public void skip() {
        next++;
        bytes = null;
    }

    @Override
    public PassThroughCursor passThrough() {
        ArrowCursor cursor = new ArrowCursor(file, batch, unit);
        cursors.add(cursor);
        return cursor;
    }

    @Override
    public void close() throws IOException {
        cursors.forEach(ArrowCursor::close);
        values.close();
    }
}
