package io.upvox.spark;

import io.upvox.format.TensorColumn;

/** How many rows of an input unit make one group of the output: as many as it takes for their values to reach a size. */
final class OutputGroup {
    private final int rowLimit;
    private final long byteLimit;
    private int rows;
    private long bytes;

    /**
     * An empty group.
     *
     * @param form of the input's tensor column
     * @param bad what is done with bad samples
     * @param rowGroupBytes bytes of output values that fill a group
     */
    OutputGroup(TensorColumn.Form form, BadSamples bad, long rowGroupBytes) {
        // Where a later sample may turn out to be unreadable and is to be skipped, a group may hold but one.
        this.rowLimit = bad == BadSamples.SKIP || form == TensorColumn.Form.NPY ? 1 : Integer.MAX_VALUE;
        this.byteLimit = rowGroupBytes;
    }

    boolean isFull() {
        return rows >= rowLimit || bytes >= byteLimit;
    }

    /** Adds a row whose output has so many bytes. */
    void add(long outputBytes) {
        rows++;
        bytes += outputBytes;
    }

    int rows() {
        return rows;
    }

    /** Begins the next group. */
    void clear() {
        rows = 0;
        bytes = 0;
    }
}
