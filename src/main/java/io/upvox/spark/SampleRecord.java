package io.upvox.spark;

import io.upvox.format.RowChecksum;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a sample went: a line of the manifest.
 *
 * @param input input file
 * @param row its row there
 * @param id its id, or null
 * @param inputShape shape of the input, 4 or 5 extents
 * @param output output file name
 * @param outputShape shape of the output
 * @param rows the rows of the output file that hold it: one, or one a slab
 */
record SampleRecord(
        String input, long row, @Nullable String id, int[] inputShape, String output, int[] outputShape, List<Row> rows)
        implements Serializable {
    /**
     * A row of an output file.
     *
     * @param row its index in the file
     * @param firstPlane plane of the sample at which it begins
     * @param checksum of its values
     */
    record Row(long row, int firstPlane, RowChecksum checksum) implements Serializable {}
}
