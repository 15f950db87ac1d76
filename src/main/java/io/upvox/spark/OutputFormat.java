package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.SampleWriter;
import io.upvox.format.arrow.ArrowSampleWriter;
import io.upvox.format.parquet.ParquetSampleWriter;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The file formats of the output. */
public enum OutputFormat {
    /** Parquet files. */
    PARQUET,
    /** Arrow IPC files. */
    ARROW;

    /** The name in options, and the file suffix without its dot. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Checks that files can hold an input's other columns.
     *
     * @throws io.upvox.tensor.InvalidDataException if one has a type that they cannot
     */
    void check(PassThroughSchema passThrough) {
        if (this == PARQUET) {
            ParquetSampleWriter.check(passThrough);
        } else {
            ArrowSampleWriter.check(passThrough);
        }
    }

    /**
     * Heap for the other columns of a group of rows that is about to be written.
     *
     * @param valueBytes bytes of their values
     */
    long heapBytes(long valueBytes, String compression) {
        return this == PARQUET ? ParquetSampleWriter.heapBytes(valueBytes, !compression.equals("none")) : 0;
    }

    /**
     * Memory outside the heap for the other columns of a group of rows that is about to be written.
     *
     * @param valueBytes bytes of their values
     */
    long directBytes(long valueBytes) {
        return this == PARQUET ? 0 : ArrowSampleWriter.directBytes(valueBytes);
    }

    /**
     * Whether a reader of the files would take a column for ids, with the same texts as the input's reader.
     *
     * @param column one of the input's other columns, by which its samples are identified
     */
    boolean identifies(PassThroughSchema passThrough, String column) {
        return this == PARQUET || ArrowSampleWriter.identifies(passThrough, column);
    }

    SampleWriter create(Path file, Configuration conf, PassThroughSchema passThrough, OutputOptions options)
            throws IOException {
        return this == PARQUET
                ? ParquetSampleWriter.create(file, conf, passThrough, options)
                : ArrowSampleWriter.create(file, conf, passThrough, options);
    }
}
