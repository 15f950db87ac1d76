package io.upvox.format.parquet;

import io.upvox.format.PassThroughCursor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Pass-through values of a row group: as (value, repetition, definition) triplets for a Parquet output, where nothing is
 * converted and every type survives, or as Spark rows for others.
 */
final class ParquetCursor implements PassThroughCursor {
    private final ParquetUnit unit;
    private final @Nullable MessageType schema;
    private @Nullable List<ColumnReader> readers;
    private @Nullable Iterator<InternalRow> rows;
    private int pending;

    ParquetCursor(ParquetUnit unit) {
        this.unit = unit;
        this.schema = unit.file.parquetPassThrough().message();
    }

    @Override
    public void skip(int count) {
        if (schema == null) {
            return;
        }
        if (rows != null) {
            for (int i = 0; i < count; i++) {
                rows.next();
            }
            return;
        }
        if (readers == null) {
            pending += count; // which of the two ways will be taken is not known yet
            return;
        }
        for (ColumnReader reader : readers) {
            copy(reader, null, count);
        }
    }

    @Override
    public Iterator<InternalRow> next(int count) {
        Iterator<InternalRow> source = rows();
        return new Iterator<>() {
            private int left = count;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public InternalRow next() {
                left--;
                return source.next();
            }
        };
    }

    /** Copies the next rows into the columns of a Parquet writer with the same schema. */
    void copyTo(ColumnWriteStore store, int count) {
        if (schema == null) {
            return;
        }
        for (ColumnReader reader : readers()) {
            copy(reader, store.getColumnWriter(reader.getDescriptor()), count);
        }
        for (int i = 0; i < count; i++) {
            store.endRecord();
        }
    }

    private List<ColumnReader> readers() {
        if (rows != null) {
            throw new IllegalStateException("the cursor is being read as rows");
        }
        if (readers == null) {
            MessageType message = java.util.Objects.requireNonNull(schema);
            List<ColumnReader> opened = new ArrayList<>();
            try {
                ColumnReadStoreImpl store = unit.columns(message);
                for (ColumnDescriptor c : message.getColumns()) {
                    opened.add(store.getColumnReader(c));
                }
            } catch (RuntimeException e) {
                throw unit.damaged(e);
            }
            for (ColumnReader reader : opened) {
                copy(reader, null, pending);
            }
            readers = opened;
        }
        return readers;
    }

    private Iterator<InternalRow> rows() {
        if (readers != null) {
            throw new IllegalStateException("the cursor is being read as columns");
        }
        if (rows == null) {
            ParquetPassThrough columns = unit.file.parquetPassThrough();
            rows = schema == null
                    ? emptyRows(unit.rows())
                    : SparkRows.read(unit.pages(schema), schema, columns.sparkType(), columns.calendar());
            for (int i = 0; i < pending; i++) {
                rows.next();
            }
        }
        return rows;
    }

    private static Iterator<InternalRow> emptyRows(int count) {
        return java.util.Collections.nCopies(count, InternalRow.empty()).iterator();
    }

    private static void copy(ColumnReader from, @Nullable ColumnWriter to, int rows) {
        ColumnDescriptor column = from.getDescriptor();
        int max = column.getMaxDefinitionLevel();
        for (int i = 0; i < rows; i++) {
            do {
                int repetition = from.getCurrentRepetitionLevel();
                int definition = from.getCurrentDefinitionLevel();
                if (to == null) {
                    if (definition == max) {
                        from.skip();
                    }
                } else if (definition < max) {
                    to.writeNull(repetition, definition);
                } else {
                    value(from, to, repetition, definition);
                }
                from.consume();
            } while (from.getCurrentRepetitionLevel() > 0);
        }
    }

    private static void value(ColumnReader from, ColumnWriter to, int repetition, int definition) {
        switch (from.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> to.write(from.getInteger(), repetition, definition);
            case INT64 -> to.write(from.getLong(), repetition, definition);
            case BOOLEAN -> to.write(from.getBoolean(), repetition, definition);
            case FLOAT -> to.write(from.getFloat(), repetition, definition);
            case DOUBLE -> to.write(from.getDouble(), repetition, definition);
            default -> to.write(from.getBinary(), repetition, definition);
        }
    }
}
