package io.upvox.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An input file whose schema and footer have been read. Its units are what can be read on its own: a Parquet row group, an
 * Arrow record batch. Belongs to one thread.
 */
public interface SampleFile extends Closeable {
    /** The file's path as the user knows it. */
    String path();

    /** {@code parquet} or {@code arrow}. */
    String format();

    /** The tensor column. */
    TensorColumn tensor();

    /** Name of the column that identifies samples in messages and manifests, or null. */
    @Nullable
    String idColumn();

    /** The columns that pass through. */
    PassThroughSchema passThrough();

    /** Number of units. */
    int units();

    /** Rows of a unit. */
    int rows(int unit);

    /** Bytes of the tensor values of a unit as stored in the file: a measure of its share of work. */
    long bytes(int unit);

    /** What the pass-through columns of a unit take in memory; nothing is read for it. */
    PassThroughSize passThroughSize(int unit);

    /**
     * Opens a unit: its shapes, ids and pass-through values are at hand then, the tensor values are read row by row. One unit
     * of a file is open at a time.
     */
    SampleUnit open(int unit) throws IOException;
}
