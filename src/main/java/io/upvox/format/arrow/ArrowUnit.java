package io.upvox.format.arrow;

import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.format.TensorColumn.Form;
import io.upvox.format.ValueChecksum;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** A record batch: values are read row by row straight from the body. */
final class ArrowUnit implements SampleUnit {
    private final ArrowSampleFile file;
    private final ArrowBatch batch;
    private final int unit;
    private final long firstRow;
    private final TensorColumn tensor;
    private final @Nullable RowNulls structs;
    private final ListBuffers lists;
    private final @Nullable ArrowShapes shapes;
    private final List<@Nullable String> ids;
    private final @Nullable ElementNulls nullElements;
    private final BufferStream values;
    private @Nullable List<FieldVector> passedThrough;
    private int next;
    private @Nullable NpyValue npy;
    private @Nullable ValueChecksum checksum;
    private @Nullable ArrowSlabs slabs;

    ArrowUnit(ArrowSampleFile file, ArrowBatch batch, int unit, long firstRow) throws IOException {
        this.file = file;
        this.batch = batch;
        this.unit = unit;
        this.firstRow = firstRow;
        tensor = file.tensor();
        ArrowInput in = file.in();
        FieldLayout column = file.field(tensor.name());
        boolean struct = tensor.form() == Form.STRUCT;
        if (struct && batch.length(column.node()) != batch.rows()) {
            throw in.damaged("a column of " + batch.length(column.node()) + " rows in a batch of " + batch.rows());
        }
        structs = struct ? RowNulls.read(batch, column) : null;
        FieldLayout data = struct ? column.child("data") : column;
        lists = ListBuffers.read(in, batch, data);
        String shapeColumn = tensor.shapeColumn();
        if (struct) {
            shapes = ArrowShapes.read(in, batch, column.child("shape"));
        } else {
            shapes = shapeColumn == null ? null : ArrowShapes.read(in, batch, file.field(shapeColumn));
        }
        String id = file.idColumn();
        ids = id == null ? List.of() : ArrowVectors.texts(file, batch, unit, file.field(id));
        boolean mayBeNull =
                !data.children().isEmpty() && batch.nulls(data.child(0).node()) > 0;
        nullElements = mayBeNull ? ElementNulls.open(in, batch, data.child(0)) : null;
        values = batch.values(file.values());
    }

    @Override
    public int rows() {
        return batch.rows();
    }

    @Override
    public @Nullable String id(int row) {
        return ids.isEmpty() ? null : ids.get(row);
    }

    @Override
    public TensorShape shape(int row) throws IOException {
        if ((structs != null && structs.isNull(row)) || lists.isNull(row)) {
            throw bad(row, "its tensor is null; leave the row out or write its values");
        }
        if (tensor.form() == Form.NPY) {
            if (row != next) {
                throw new IllegalStateException("the shape of row " + row + " is asked for, row " + next + " is next");
            }
            return npy(row).shape();
        }
        TensorShape fixed = tensor.fixedShape();
        if (fixed != null) {
            return fixed;
        }
        if (shapes == null) {
            throw new IllegalStateException("no shapes were read");
        }
        try {
            return shapes.get(row);
        } catch (IllegalArgumentException e) {
            throw bad(row, "its " + e.getMessage());
        }
    }

    private NpyValue npy(int row) throws IOException {
        NpyValue held = npy;
        if (held == null) {
            try {
                held = NpyValue.open(values, lists.begin(row), lists.length(row));
            } catch (IllegalArgumentException e) {
                throw bad(
                        row,
                        e.getMessage()
                                + "; write .npy bytes, or give --input-shape or --shape-column for plain values");
            }
            npy = held;
        }
        return held;
    }

    @Override
    public void read(float[] dst) throws IOException {
        int row = next;
        try {
            TensorShape shape = shape(row);
            if (dst.length < elements(row, shape)) {
                throw new IllegalArgumentException("an array of " + dst.length + " for a sample of shape " + shape);
            }
            values(row, shape, dst);
        } finally {
            skip();
        }
    }

    /** How many values the row has; checks that its bytes are as many as the shape says, so that an array of them may be had. */
    private int elements(int row, TensorShape shape) throws IOException {
        if (shape.elements() > Integer.MAX_VALUE) {
            throw bad(row, "its shape " + shape + " has more than 2^31-1 values; cut it into smaller samples");
        }
        switch (tensor.form()) {
            case STRUCT, LIST -> checkList(row, shape);
            case BINARY -> checkBytes(row, lists.length(row), tensor.element().bytes(), shape);
            case NPY -> {
                NpyValue value = npy(row);
                checkBytes(row, value.dataBytes(), value.type().bytes(), shape);
            }
        }
        return (int) shape.elements();
    }

    private void values(int row, TensorShape shape, float[] dst) throws IOException {
        int count = (int) shape.elements();
        switch (tensor.form()) {
            case STRUCT, LIST -> values.floats(tensor.element(), ByteOrder.LITTLE_ENDIAN, listOffset(row), dst, count);
            case BINARY -> values.floats(tensor.element(), ByteOrder.LITTLE_ENDIAN, lists.begin(row), dst, count);
            case NPY -> npy(row).read(values, dst);
        }
    }

    @Override
    public RowChecksum checksum(RowChecksum.Kind kind) throws IOException {
        int row = next;
        try {
            TensorShape shape = shape(row);
            if (tensor.form() == Form.STRUCT || tensor.form() == Form.LIST) {
                checkList(row, shape);
                return sum(kind, listOffset(row), shape.elements());
            }
            float[] whole = new float[elements(row, shape)];
            values(row, shape, whole);
            return ValueChecksum.of(kind, whole, whole.length);
        } finally {
            skip();
        }
    }

    private RowChecksum sum(RowChecksum.Kind kind, long offset, long count) throws IOException {
        ValueChecksum sum = checksum;
        if (sum == null) {
            sum = new ValueChecksum(kind);
            checksum = sum;
        }
        sum.begin(kind);
        float[] piece = sum.piece();
        ElementType type = tensor.element();
        for (long done = 0; done < count; ) {
            int n = (int) Math.min(piece.length, count - done);
            values.floats(type, ByteOrder.LITTLE_ENDIAN, offset + done * type.bytes(), piece, n);
            sum.add(n);
            done += n;
        }
        return sum.value();
    }

    /** Where the values of a row begin in their buffer, in bytes. */
    private long listOffset(int row) {
        return Math.multiplyExact(lists.begin(row), (long) tensor.element().bytes());
    }

    private void checkList(int row, TensorShape shape) throws IOException {
        long length = lists.length(row);
        if (length != shape.elements()) {
            throw bad(
                    row,
                    "it has " + length + " values, its shape " + shape + " says " + shape.elements()
                            + "; write values and shape that belong together");
        }
        long firstNull = nullElements == null ? -1 : nullElements.first(lists.begin(row), length);
        if (firstNull >= 0) {
            throw bad(row, "value " + firstNull + " of its tensor is null; write NaN or a number");
        }
    }

    private void checkBytes(int row, long found, int elementBytes, TensorShape shape) {
        long expected = shape.elements() * elementBytes;
        if (found != expected) {
            throw bad(
                    row,
                    "it has " + found + " bytes, its shape " + shape + " of " + elementBytes
                            + " bytes a value takes " + expected
                            + "; write values and shape that belong together, or give --element-type");
        }
    }

    private InvalidDataException bad(int row, String fact) {
        String place = "row " + (firstRow + row) + " of " + file.path();
        String id = id(row);
        String name = id == null ? place : "sample '" + id + "' (" + place + ")";
        return new InvalidDataException("Cannot read " + name + ": " + fact);
    }

    @Override
    public void skip() {
        next++;
        npy = null;
    }

    @Override
    public @Nullable OutputRow slab(int row) throws IOException {
        if (slabs == null) {
            slabs = ArrowSlabs.read(file, batch);
        }
        try {
            return slabs.of(row, shape(row));
        } catch (IllegalArgumentException e) {
            throw bad(row, String.valueOf(e.getMessage()));
        }
    }

    /** Arrow files have no checksums. */
    @Override
    public void checkPassThrough() {}

    @Override
    public PassThroughCursor passThrough() {
        return new ArrowCursor(file, this);
    }

    /** The pass-through columns, read when they are first asked for; good until the unit is closed. */
    List<FieldVector> passedThrough() {
        List<FieldVector> vectors = passedThrough;
        if (vectors == null) {
            vectors = new ArrayList<>();
            boolean complete = false;
            try {
                for (FieldLayout column : file.passedThrough()) {
                    vectors.add(ArrowVectors.load(file, batch, unit, column));
                }
                complete = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                if (!complete) {
                    vectors.forEach(FieldVector::close);
                }
            }
            passedThrough = vectors;
        }
        return vectors;
    }

    @Override
    public void close() throws IOException {
        if (passedThrough != null) {
            passedThrough.forEach(FieldVector::close);
            passedThrough = null;
        }
        try (values;
                nullElements) {
            npy = null;
        }
    }
}
