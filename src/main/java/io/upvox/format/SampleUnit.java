package io.upvox.format;

import io.upvox.tensor.TensorShape;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open row group or record batch. Rows are read in order; one at a time is held. */
public interface SampleUnit extends Closeable {
    /** Number of rows. */
    int rows();

    /**
     * The shape of a row. Any row may be asked for at any time, except where each value carries its own header ({@link
     * TensorColumn.Form#NPY}): there only the row that is read next.
     *
     * @throws io.upvox.tensor.InvalidDataException if the row has no valid shape; other rows are not affected
     */
    TensorShape shape(int row) throws IOException;

    /** The row's value of the id column as text, or null if there is no such column or the value is null. */
    @Nullable
    String id(int row);

    /**
     * Reads the values of the next row, converted to float32.
     *
     * @param dst receives {@code shape(row).elements()} values from index 0; the rest is left as it is
     * @throws io.upvox.tensor.InvalidDataException if the row is null, holds nulls, or has another number of values than its
     *     shape says: the next call reads the row behind it then; or if the file is damaged: the same is said of all rows behind
     *     the damage then, since where they begin is not known
     */
    void read(float[] dst) throws IOException;

    /** Passes over the next row's values. */
    void skip() throws IOException;

    /**
     * Reads the values of the next row, converted to float32, for their checksum alone: piece by piece where they are stored as
     * a list, so that a row of any size takes no memory; whole where they are bytes.
     *
     * @param kind that which {@link SampleWriter#endRow} gave, to compare with it
     * @return the checksum of the row's values
     * @throws io.upvox.tensor.InvalidDataException as {@link #read} does
     */
    RowChecksum checksum(RowChecksum.Kind kind) throws IOException;

    /**
     * Which part of a sample a row holds, as the file's columns {@link OutputOptions#SLAB_OFFSET} and {@link
     * OutputOptions#SLAB_SHAPE} say; null if it has no such columns.
     *
     * @throws io.upvox.tensor.InvalidDataException if they hold a null or no valid shape
     */
    @Nullable
    OutputRow slab(int row) throws IOException;

    /**
     * Reads the pass-through columns for their checksums alone, where the format has some: Parquet pages with a CRC.
     *
     * @throws io.upvox.tensor.InvalidDataException if one differs
     */
    void checkPassThrough() throws IOException;

    /** A new cursor on the pass-through values, at row 0. */
    PassThroughCursor passThrough() throws IOException;
}
