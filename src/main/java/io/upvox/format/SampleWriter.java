package io.upvox.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Writes one output file: groups of rows, each row's values block by block, so that a whole output sample is never held.
 *
 * <p>The order of calls: {@code (beginGroup (write* endRow)* endGroup)* finish close}. Without {@code finish} the file is
 * abandoned and has no valid footer.
 */
public interface SampleWriter extends Closeable {
    /**
     * Begins a row group or record batch.
     *
     * @param passThrough its next {@code rows.size()} rows are taken
     * @param rows what will be written, row by row
     */
    void beginGroup(PassThroughCursor passThrough, List<OutputRow> rows) throws IOException;

    /**
     * Writes the next values of the current row, row-major.
     *
     * @throws IllegalStateException if the row would get more values than its shape says
     */
    void write(float[] values, int offset, int count) throws IOException;

    /**
     * Ends the current row.
     *
     * @return the checksum of the row's values, of the kind that this file has at the least cost
     * @throws IllegalStateException if the row got fewer values than its shape says
     */
    RowChecksum endRow() throws IOException;

    /** Ends the group. */
    void endGroup() throws IOException;

    /**
     * Writes the footer.
     *
     * @return the file's size in bytes
     */
    long finish() throws IOException;
}
