package io.upvox.format.arrow;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The columns of a batch that say which part of a sample each row holds, if the file has them. */
final class ArrowSlabs {
    private static final ArrowType INT32 = new ArrowType.Int(32, true);

    private final @Nullable RowNulls nulls;
    private final @Nullable ByteBuffer offsets;
    private final @Nullable ArrowShapes wholes;

    private ArrowSlabs(@Nullable RowNulls nulls, @Nullable ByteBuffer offsets, @Nullable ArrowShapes wholes) {
        this.nulls = nulls;
        this.offsets = offsets;
        this.wholes = wholes;
    }

    static ArrowSlabs read(ArrowSampleFile file, ArrowBatch batch) throws IOException {
        FieldLayout offset = column(file.passedThrough(), OutputOptions.SLAB_OFFSET);
        FieldLayout shape = column(file.passedThrough(), OutputOptions.SLAB_SHAPE);
        if (offset == null || shape == null || !isInt(offset) || !isShape(shape)) {
            return new ArrowSlabs(null, null, null);
        }
        return new ArrowSlabs(
                RowNulls.read(batch, offset),
                batch.read(offset.buffer() + 1, 4L * batch.rows()),
                ArrowShapes.read(file.in(), batch, shape));
    }

    private static @Nullable FieldLayout column(List<FieldLayout> columns, String name) {
        return columns.stream()
                .filter(f -> f.field().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The type that the writer gives it; a dictionary's indices are no offsets. */
    private static boolean isInt(FieldLayout column) {
        return column.field().getDictionary() == null
                && column.field().getType().equals(INT32);
    }

    private static boolean isShape(FieldLayout column) {
        return column.field().getType() instanceof ArrowType.List && isInt(column.child(0));
    }

    /**
     * The part that a row of that shape holds; null if the file has no such columns.
     *
     * @throws IllegalArgumentException that says what is wrong with them
     */
    @Nullable
    OutputRow of(int row, TensorShape shape) {
        if (nulls == null || offsets == null || wholes == null) {
            return null;
        }
        if (nulls.isNull(row)) {
            throw new IllegalArgumentException("its " + OutputOptions.SLAB_OFFSET + " is null; write it for every row");
        }
        try {
            return new OutputRow(shape, offsets.getInt(4 * row), wholes.get(row));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + OutputOptions.SLAB_SHAPE + " is none: " + e.getMessage(), e);
        }
    }
}
