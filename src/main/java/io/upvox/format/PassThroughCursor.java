package io.upvox.format;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The pass-through values of a unit's rows, from the first row on. A writer takes the rows of its group from here: in its own
 * format's terms where reader and writer share a format, else as Spark rows.
 */
public interface PassThroughCursor {
    /** Passes over rows. */
    void skip(int rows);

    /**
     * The next rows as Spark rows of {@link PassThroughSchema#sparkType()}. A row may be reused by the iterator. All of them
     * must be taken before the cursor is used again.
     */
    Iterator<InternalRow> next(int rows);
}
