package io.upvox.format;

import io.upvox.tensor.TensorShape;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How output files are written; the same for all files of a job.
 *
 * @param tensorColumn name of the tensor column
 * @param fixedShape the one shape of all rows for the fixed layout (arrow.fixed_shape_tensor); null for the variable layout
 *     (struct of data and shape, arrow.variable_shape_tensor)
 * @param rank 4 or 5, the rank of the rows
 * @param slabs whether rows may be slabs: adds the columns {@link #SLAB_OFFSET} (int) and {@link #SLAB_SHAPE} (list of int)
 *     before the tensor column
 * @param compression of tensor and pass-through values: {@code none}, {@code snappy}, {@code lz4} or {@code zstd}
 * @param pageBytes bytes of one Parquet data page's values, at least 4 KiB
 * @param pageChecksum whether Parquet pages carry a CRC
 * @param footer key-value pairs for the file's metadata, beside those that the format needs
 */
public record OutputOptions(
        String tensorColumn,
        @Nullable TensorShape fixedShape,
        int rank,
        boolean slabs,
        String compression,
        int pageBytes,
        boolean pageChecksum,
        Map<String, String> footer)
        implements Serializable {
    /** Column that holds the plane along D of the whole sample at which a slab begins. */
    public static final String SLAB_OFFSET = "slab_offset";
    /** Column that holds the whole sample's shape. */
    public static final String SLAB_SHAPE = "sample_shape";

    /**
     * Checks that a row fits the file.
     *
     * @throws IllegalArgumentException if its shape is not the fixed layout's, or its rank not the file's
     */
    public void check(OutputRow row) {
        TensorShape fixed = fixedShape;
        boolean fits = fixed == null ? row.shape().rank() == rank : row.shape().equals(fixed);
        if (!fits) {
            throw new IllegalArgumentException("Cannot write a row of shape " + row.shape() + ": the column holds "
                    + (fixed == null ? "shapes of rank " + rank : "the shape " + fixed)
                    + "; write it to another file");
        }
    }
}
