package io.upvox.format.parquet;

import io.upvox.tensor.InvalidDataException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** What must hold for the pages of a column chunk, and what is said where it does not. */
record PageChecks(String file, ColumnDescriptor column, ColumnChunkMetaData chunk) {
    /** Takes the next page's header. */
    PageHeader header(ChunkStream stream) throws IOException {
        PageHeader header = Util.readPageHeader(stream);
        int size = header.getCompressed_page_size();
        int unpacked = header.getUncompressed_page_size();
        if (size < 0 || size > stream.remaining() || unpacked < 0 || unpacked > chunk.getTotalUncompressedSize()) {
            throw new EOFException("a page claims " + size + " bytes, " + unpacked + " uncompressed");
        }
        return header;
    }

    /** A page's number of entries, if the chunk has so many. */
    int entries(int claimed) throws EOFException {
        if (claimed < 0 || claimed > chunk.getValueCount()) {
            throw new EOFException("a page claims " + claimed + " of " + chunk.getValueCount() + " values");
        }
        return claimed;
    }

    /** @throws InvalidDataException if a page's checksum is another than its header's */
    void checksum(int found, int expected) {
        if (found != expected) {
            throw new InvalidDataException(String.format(
                    "Cannot read %s: a page of column %s has the CRC %08x, its header says %08x; write or copy the file again",
                    file, name(), found, expected));
        }
    }

    /** The error that a failure other than the storage's own means. */
    InvalidDataException damaged(Exception e) {
        if (e instanceof InvalidDataException bad) {
            return bad;
        }
        return new InvalidDataException(
                "Cannot read " + file + ": column " + name() + " is damaged (" + ParquetFooter.firstLine(e)
                        + "); write or copy the file again",
                e);
    }

    private String name() {
        return String.join(".", column.getPath());
    }
}
