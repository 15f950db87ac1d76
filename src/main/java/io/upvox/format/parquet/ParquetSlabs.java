package io.upvox.format.parquet;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The columns of a row group that say which part of a sample each row holds, if the file has them. */
final class ParquetSlabs {
    private final List<@Nullable Integer> offsets;
    private final @Nullable ShapeValues wholes;

    private ParquetSlabs(List<@Nullable Integer> offsets, @Nullable ShapeValues wholes) {
        this.offsets = offsets;
        this.wholes = wholes;
    }

    static ParquetSlabs read(ParquetUnit unit) throws IOException {
        MessageType schema = unit.file.schema();
        if (!has(schema)) {
            return new ParquetSlabs(List.of(), null);
        }
        Type offset = schema.getType(OutputOptions.SLAB_OFFSET);
        Type shape = schema.getType(OutputOptions.SLAB_SHAPE);
        MessageType projection = new MessageType("slabs", offset, shape);
        try {
            ColumnReadStoreImpl columns = unit.columns(projection);
            return new ParquetSlabs(
                    ints(columns.getColumnReader(ParquetColumns.leaf(projection, offset.getName())), unit.rows()),
                    ShapeValues.read(
                            columns.getColumnReader(ParquetColumns.leaf(projection, shape.getName())), unit.rows()));
        } catch (RuntimeException e) {
            throw unit.damaged(e);
        }
    }

    /** Whether there are both columns, of the types that the writer gives them. */
    private static boolean has(MessageType schema) {
        return schema.containsField(OutputOptions.SLAB_OFFSET)
                && schema.containsField(OutputOptions.SLAB_SHAPE)
                && isInt(schema.getType(OutputOptions.SLAB_OFFSET))
                && ParquetColumns.isShape(schema.getType(OutputOptions.SLAB_SHAPE));
    }

    private static boolean isInt(Type type) {
        return type.isPrimitive()
                && !type.isRepetition(Type.Repetition.REPEATED)
                && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    }

    private static List<@Nullable Integer> ints(ColumnReader column, int rows) {
        int max = column.getDescriptor().getMaxDefinitionLevel();
        List<@Nullable Integer> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            values.add(column.getCurrentDefinitionLevel() < max ? null : column.getInteger());
            column.consume();
        }
        return values;
    }

    /** The part that a row of that shape holds; null if the file has no such columns. */
    @Nullable
    OutputRow of(int row, TensorShape shape, String name) {
        if (wholes == null) {
            return null;
        }
        Integer offset = offsets.get(row);
        if (offset != null && wholes.get(row) instanceof TensorShape whole) {
            return new OutputRow(shape, offset, whole);
        }
        throw new InvalidDataException("Cannot read " + name + ": its " + OutputOptions.SLAB_OFFSET + " is " + offset
                + ", its " + OutputOptions.SLAB_SHAPE + " is " + wholes.get(row) + "; write both for every row");
    }
}
