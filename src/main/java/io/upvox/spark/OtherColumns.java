package io.upvox.spark;

import io.upvox.format.PassThroughSize;

/**
 * What a task needs at most for the columns that pass through, as far as footers and message headers tell: rows of a unit
 * count as equally large.
 *
 * @param readHeapBytes heap for reading them
 * @param readDirectBytes memory outside the heap for reading them
 * @param rowBytes their values in one row
 * @param groupBytes their values in the rows of one group of the output, which are taken together when it is begun
 */
record OtherColumns(long readHeapBytes, long readDirectBytes, long rowBytes, long groupBytes) {
    /** No such columns. */
    static final OtherColumns NONE = new OtherColumns(0, 0, 0, 0);

    /**
     * Of a unit.
     *
     * @param rows of the unit
     * @param groupRows the most rows of it that go into one group of the output
     */
    static OtherColumns of(PassThroughSize size, int rows, int groupRows) {
        double row = rows == 0 ? 0 : (double) size.valueBytes() / rows;
        return new OtherColumns(
                size.heapBytes(), size.directBytes(), (long) Math.ceil(row), (long) Math.ceil(row * groupRows));
    }

    /** The larger of each. */
    OtherColumns max(OtherColumns other) {
        return new OtherColumns(
                Math.max(readHeapBytes, other.readHeapBytes),
                Math.max(readDirectBytes, other.readDirectBytes),
                Math.max(rowBytes, other.rowBytes),
                Math.max(groupBytes, other.groupBytes));
    }
}
