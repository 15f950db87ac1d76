package io.upvox.spark;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One unit of input: a row group or record batch of a file.
 *
 * @param path the file
 * @param length its length in bytes when the job was planned
 * @param modified its modification time when the job was planned, milliseconds since 1970
 * @param unit the unit's index in the file
 * @param firstRow index in the file of the unit's first row
 * @param rows its number of rows
 * @param outputBytes bytes of its output as float32; 0 if unknown
 */
record Split(String path, long length, long modified, int unit, long firstRow, int rows, long outputBytes)
        implements Serializable {
    /** The file as it was planned: spares a request to the file system. */
    FileStatus status() {
        return new FileStatus(length, false, 1, 0, modified, new Path(path));
    }
}
