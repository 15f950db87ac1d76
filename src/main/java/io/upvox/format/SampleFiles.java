package io.upvox.format;

import io.upvox.format.arrow.ArrowSampleFile;
import io.upvox.format.parquet.ParquetSampleFile;
import io.upvox.tensor.InvalidDataException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Opens input files; the format is known by the first bytes, not by the name. */
public final class SampleFiles {
    private static final int START_BYTES = 8;

    private SampleFiles() {}

    /**
     * Opens a Parquet file, an Arrow IPC file or an Arrow IPC stream.
     *
     * @throws InvalidDataException if it is none of them, or not valid, or has no tensor column
     */
    public static SampleFile open(FileStatus file, Configuration conf, TensorColumnOptions options) throws IOException {
        byte[] start = HadoopFiles.start(file.getPath(), conf, START_BYTES);
        if (ParquetSampleFile.hasMagic(start)) {
            return ParquetSampleFile.open(file, conf, options);
        }
        if (ArrowSampleFile.hasMagic(start)) {
            return ArrowSampleFile.open(file, conf, options);
        }
        throw new InvalidDataException("Cannot read " + file.getPath()
                + ": it begins with neither Parquet's nor Arrow's magic bytes ("
                + (start.length == 0
                        ? "it is empty"
                        : "found " + HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(4, start.length)))
                + "); give Parquet files or Arrow IPC files or streams");
    }
}
