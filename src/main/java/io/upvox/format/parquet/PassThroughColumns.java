package io.upvox.format.parquet;

import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import java.io.IOException;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** The pass-through columns of the row group at hand, held in memory until the group is begun. */
final class PassThroughColumns implements AutoCloseable {
    private static final int TRUNCATE_BYTES = 64;

    private final @Nullable MessageType schema;
    private final SparkRows.@Nullable Writer sparkRows;
    private final BytesInputCompressor compressor;
    private final boolean checksum;
    private final ParquetProperties properties;
    private @Nullable ColumnChunkPageWriteStore pages;
    private @Nullable ColumnWriteStoreV1 columns;

    PassThroughColumns(PassThroughSchema source, BytesInputCompressor compressor, boolean checksum) {
        this.compressor = compressor;
        this.checksum = checksum;
        if (source instanceof ParquetPassThrough parquet) {
            sparkRows = null;
            schema = parquet.message();
        } else if (source.names().isEmpty()) {
            sparkRows = null;
            schema = null;
        } else {
            sparkRows = new SparkRows.Writer(source.sparkType());
            schema = sparkRows.schema();
        }
        properties = properties(schema);
    }

    /** Least and greatest values are kept until the footer is written: not those of bytes, which may be as large as tensors. */
    private static ParquetProperties properties(@Nullable MessageType schema) {
        ParquetProperties.Builder builder = ParquetProperties.builder();
        if (schema != null) {
            for (ColumnDescriptor column : schema.getColumns()) {
                PrimitiveType type = column.getPrimitiveType();
                if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                        && type.getLogicalTypeAnnotation() == null) {
                    builder.withStatisticsEnabled(String.join(".", column.getPath()), false);
                }
            }
        }
        return builder.build();
    }

    /** The columns' schema, or null without any. */
    @Nullable
    MessageType schema() {
        return schema;
    }

    /** Takes the next rows of a cursor. */
    void take(PassThroughCursor cursor, int rows) {
        if (schema == null) {
            return;
        }
        pages = new ColumnChunkPageWriteStore(
                compressor, schema, HeapByteBufferAllocator.getInstance(), TRUNCATE_BYTES, checksum);
        columns = new ColumnWriteStoreV1(schema, pages, properties);
        if (sparkRows != null) {
            sparkRows.write(cursor.next(rows), columns);
        } else if (cursor instanceof ParquetCursor parquet) {
            parquet.copyTo(columns, rows);
        } else {
            throw new IllegalStateException("a cursor of " + cursor.getClass() + " does not belong to Parquet columns");
        }
    }

    /** Writes the columns into the row group that was begun. */
    void flushTo(ParquetFileWriter out) throws IOException {
        if (columns == null || pages == null) {
            return;
        }
        columns.flush();
        pages.flushToFileWriter(out);
        close();
    }

    @Override
    public void close() {
        if (columns != null) {
            columns.close();
            columns = null;
        }
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }
}
