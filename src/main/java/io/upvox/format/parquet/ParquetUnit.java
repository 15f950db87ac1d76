package io.upvox.format.parquet;

import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumn;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** What the units of all forms of tensor columns share: shapes, ids, pass-through values. */
abstract class ParquetUnit implements SampleUnit {
    final ParquetSampleFile file;
    final int unit;
    private final long firstRow;
    private final int rows;
    private final @Nullable ShapeValues shapes;
    private final List<@Nullable String> ids;
    private @Nullable ParquetSlabs slabs;

    ParquetUnit(ParquetSampleFile file, int unit, long firstRow) {
        this.file = file;
        this.unit = unit;
        this.firstRow = firstRow;
        this.rows = file.rows(unit);
        Type shapeField = shapeField();
        List<Type> small = new ArrayList<>();
        if (shapeField != null) {
            small.add(shapeField);
        }
        String id = file.idColumn();
        if (id != null && (shapeField == null || !shapeField.getName().equals(id))) {
            small.add(file.schema().getType(id));
        }
        if (small.isEmpty()) {
            shapes = null;
            ids = List.of();
            return;
        }
        MessageType projection = new MessageType("small", small);
        try {
            ColumnReadStoreImpl columns = columns(projection);
            shapes = shapeField == null
                    ? null
                    : ShapeValues.read(
                            columns.getColumnReader(ParquetColumns.leaf(projection, shapeField.getName())), rows);
            ids = id == null ? List.of() : ids(columns.getColumnReader(ParquetColumns.leaf(projection, id)));
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** The column, or part of the tensor column, that holds the shapes; null if no column does. */
    private @Nullable Type shapeField() {
        TensorColumn tensor = file.tensor();
        if (tensor.form() == TensorColumn.Form.STRUCT) {
            GroupType group = file.schema().getType(tensor.name()).asGroupType();
            return new GroupType(group.getRepetition(), group.getName(), group.getType("shape"));
        }
        return tensor.shapeColumn() == null ? null : file.schema().getType(tensor.shapeColumn());
    }

    private List<@Nullable String> ids(ColumnReader column) {
        int max = column.getDescriptor().getMaxDefinitionLevel();
        PrimitiveType type = column.getDescriptor().getPrimitiveType();
        boolean unsigned =
                type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
        List<@Nullable String> result = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (column.getCurrentDefinitionLevel() < max) {
                result.add(null);
            } else {
                result.add(
                        switch (type.getPrimitiveTypeName()) {
                            case INT32 ->
                                unsigned
                                        ? Integer.toUnsignedString(column.getInteger())
                                        : String.valueOf(column.getInteger());
                            case INT64 ->
                                unsigned ? Long.toUnsignedString(column.getLong()) : String.valueOf(column.getLong());
                            default -> column.getBinary().toStringUsingUTF8();
                        });
            }
            column.consume();
        }
        return result;
    }

    /** Readers of columns of this row group, a page of each in memory. */
    final ColumnReadStoreImpl columns(MessageType projection) {
        return new ColumnReadStoreImpl(pages(projection), new NoConverter(), projection, file.createdBy());
    }

    final PageReadStore pages(MessageType projection) {
        return file.pages(unit, projection);
    }

    /**
     * What a failed read means.
     *
     * @throws UncheckedIOException if it was the storage that failed
     */
    final InvalidDataException damaged(Exception e) {
        if (e instanceof InvalidDataException bad) {
            return bad;
        }
        if (e instanceof UncheckedIOException storage) {
            throw storage;
        }
        return new InvalidDataException(
                "Cannot read " + file.path() + ": row group " + unit + " is damaged (" + ParquetFooter.firstLine(e)
                        + "); write or copy the file again",
                e);
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final @Nullable String id(int row) {
        return ids.isEmpty() ? null : ids.get(row);
    }

    @Override
    public TensorShape shape(int row) throws IOException {
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

    /** How messages name a row. */
    final String name(int row) {
        String place = "row " + (firstRow + row) + " of " + file.path();
        String id = id(row);
        return id == null ? place : "sample '" + id + "' (" + place + ")";
    }

    @Override
    public final @Nullable OutputRow slab(int row) throws IOException {
        if (slabs == null) {
            slabs = ParquetSlabs.read(this);
        }
        return slabs.of(row, shape(row), name(row));
    }

    @Override
    public final void checkPassThrough() throws IOException {
        MessageType columns = file.parquetPassThrough().message();
        if (columns == null) {
            return;
        }
        PageReadStore store = pages(columns);
        try {
            for (ColumnDescriptor leaf : columns.getColumns()) {
                PageReader pages = store.getPageReader(leaf);
                pages.readDictionaryPage();
                DataPage page;
                do {
                    page = pages.readPage(); // compares its checksum
                } while (page != null);
            }
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public final PassThroughCursor passThrough() {
        return new ParquetCursor(this);
    }

    @Override
    public void close() {}

    /** Columns are read by value, not through converters. */
    private static final class NoConverter extends GroupConverter {
        @Override
        public Converter getConverter(int fieldIndex) {
            return new Anything();
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }

    /** Stands for a group as well as for a value. */
    private static final class Anything extends PrimitiveConverter {
        @Override
        public boolean isPrimitive() {
            return false;
        }

        @Override
        public GroupConverter asGroupConverter() {
            return new NoConverter();
        }
    }
}
