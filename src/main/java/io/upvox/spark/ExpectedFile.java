package io.upvox.spark;

import io.upvox.format.RowChecksum;
import io.upvox.tensor.TensorShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * An output file, or a piece of one, and what the manifest says of its rows: the work of one task of a verification.
 *
 * @param path the file
 * @param length its length in bytes
 * @param firstUnit its first row group or record batch in the file
 * @param endUnit the one behind its last; {@link #TO_THE_END} for all that there are
 * @param firstRow index in the file of its first row
 * @param rows its rows, in file order
 */
record ExpectedFile(String path, long length, int firstUnit, int endUnit, int firstRow, List<Row> rows)
        implements Serializable {
    /** Units up to the last, however many the file has. */
    static final int TO_THE_END = Integer.MAX_VALUE;

    /** A whole file. */
    static ExpectedFile whole(String path, long length, List<Row> rows) {
        return new ExpectedFile(path, length, 0, TO_THE_END, 0, rows);
    }

    /** Units of this whole file, and their rows from one to before another. */
    ExpectedFile piece(int fromUnit, int toUnit, int fromRow, int toRow) {
        return new ExpectedFile(path, length, fromUnit, toUnit, fromRow, new ArrayList<>(rows.subList(fromRow, toRow)));
    }

    /**
     * A row, as the manifest lists it.
     *
     * @param id the sample's id, or null
     * @param idColumn the column that holds the id, or null if none does
     * @param origin names the sample's input: file and row
     * @param shape of this row
     * @param firstPlane plane along D of the sample at which the row begins
     * @param whole shape of the whole sample
     * @param slab whether it is one of several rows
     * @param checksum of its values
     */
    record Row(
            @Nullable String id,
            @Nullable String idColumn,
            String origin,
            TensorShape shape,
            int firstPlane,
            TensorShape whole,
            boolean slab,
            RowChecksum checksum)
            implements Serializable {}

    /** The column that holds the ids of the rows; null if none does. A file is written with one such column. */
    @Nullable
    String idColumn() {
        for (Row row : rows) {
            if (row.idColumn() != null) {
                return row.idColumn();
            }
        }
        return null;
    }

    FileStatus status() {
        return new FileStatus(length, false, 1, 0, 0, new Path(path));
    }

    /** The samples of the file in a few words: {@code 12 rows, sample 'a' to 'l'}. */
    static String words(List<Row> rows) {
        String count = rows.size() == 1 ? "1 row" : rows.size() + " rows";
        String first = rows.get(0).id();
        String last = rows.get(rows.size() - 1).id();
        if (first == null || last == null) {
            return count;
        }
        return count + ", sample '" + first + "'" + (rows.size() == 1 ? "" : " to '" + last + "'");
    }
}
