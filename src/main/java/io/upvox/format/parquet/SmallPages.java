package io.upvox.format.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Whole columns of a few ints a row, as one page: shapes and slab offsets. */
final class SmallPages {
    private SmallPages() {}

    /** A column of lists of ints; no list is empty. */
    static void writeLists(ParquetFileWriter out, ColumnDescriptor column, List<int[]> rows) throws IOException {
        int values = 0;
        for (int[] row : rows) {
            values = Math.addExact(values, row.length);
        }
        byte[] page = new byte[16 + 16 * rows.size() + 4 * values];
        int p = 4;
        for (int[] row : rows) {
            p = ListPage.run(page, p, 1, 0);
            if (row.length > 1) {
                p = ListPage.run(page, p, row.length - 1, 1);
            }
        }
        ListPage.littleEndian(page, 0, p - 4);
        int levels = p;
        p = ListPage.run(page, p + 4, values, column.getMaxDefinitionLevel());
        ListPage.littleEndian(page, levels, p - levels - 4);
        for (int[] row : rows) {
            for (int value : row) {
                ListPage.littleEndian(page, p, value);
                p += 4;
            }
        }
        write(out, column, values, page, p);
    }

    /** A required column of ints. */
    static void writeInts(ParquetFileWriter out, ColumnDescriptor column, List<Integer> rows) throws IOException {
        byte[] page = new byte[4 * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            ListPage.littleEndian(page, 4 * i, rows.get(i));
        }
        write(out, column, rows.size(), page, page.length);
    }

    // The form with a row count builds an offset index, which a row that spans pages cannot have.
    @SuppressWarnings("deprecation")
    private static void write(ParquetFileWriter out, ColumnDescriptor column, int values, byte[] page, int length)
            throws IOException {
        out.startColumn(column, values, CompressionCodecName.UNCOMPRESSED);
        out.writeDataPage(
                values,
                length,
                BytesInput.from(page, 0, length),
                (Statistics<?>) null,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
        out.endColumn();
    }
}
