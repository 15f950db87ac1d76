package io.upvox.format.parquet;

import io.upvox.format.PassThroughSize;
import java.util.Collection;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** What a footer says of the memory that columns of a row group take. */
final class ChunkSizes {
    /** Rows of a page where the footer does not count pages: writers look at a page's size after so many, at the latest. */
    private static final long PAGE_ROWS = 1024;

    private ChunkSizes() {}

    /** Sizes of the top-level columns of these names. */
    static PassThroughSize of(BlockMetaData group, Collection<String> names) {
        long values = 0;
        long held = 0;
        long another = 0;
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            if (names.contains(chunk.getPath().toArray()[0])) {
                values += values(chunk);
                long pages = pages(chunk, group.getRowCount());
                long page = page(chunk, pages);
                held += page;
                // A column's last page is let go when the next has been read.
                another = Math.max(another, pages > 1 ? page : 0);
            }
        }
        return new PassThroughSize(values, held + another, 0);
    }

    /** Values of which a dictionary holds but one copy are counted as often as they occur, where the writer said so. */
    private static long values(ColumnChunkMetaData chunk) {
        SizeStatistics sizes = chunk.getSizeStatistics();
        long plain = sizes != null && sizes.isValid()
                ? sizes.getUnencodedByteArrayDataBytes().orElse(0L)
                : 0;
        return Math.max(plain, chunk.getTotalUncompressedSize());
    }

    /** A page and what it was unpacked from; all pages but the last are about as large. */
    private static long page(ColumnChunkMetaData chunk, long pages) {
        long packed = chunk.getCodec() == CompressionCodecName.UNCOMPRESSED ? 0 : chunk.getTotalSize();
        return (chunk.getTotalUncompressedSize() + packed) / Math.max(1, pages - 1);
    }

    private static long pages(ColumnChunkMetaData chunk, long rows) {
        EncodingStats stats = chunk.getEncodingStats();
        if (stats == null) {
            return (rows + PAGE_ROWS - 1) / PAGE_ROWS;
        }
        long pages = 0;
        for (Encoding encoding : stats.getDataEncodings()) {
            pages += stats.getNumDataPagesEncodedAs(encoding);
        }
        return pages;
    }
}
