package io.upvox.bench;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.format.TensorColumnOptions;
import io.upvox.format.arrow.ArrowSampleWriter;
import io.upvox.format.parquet.ParquetSampleWriter;
import io.upvox.spark.UpsampleJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Writing and reading as a task does, and as little as any program must do, through the same file system. */
final class FileWays {
    private static final int RAW_BYTES = 256 << 10;
    private static final int BLOCK_ELEMENTS = 8 << 20;
    private static final SparkPassThrough COLUMNS =
            new SparkPassThrough(new StructType().add("id", DataTypes.StringType));

    private final Configuration conf = new Configuration();

    /** The values alone: converted to bytes in pieces that stay in cache, and written. */
    void writeRaw(Path path, FileSamples samples) throws IOException {
        byte[] bytes = new byte[RAW_BYTES];
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        try (OutputStream out = createRaw(path)) {
            for (int s = 0; s < samples.count(); s++) {
                for (int done = 0; done < FileSamples.ELEMENTS; done += RAW_BYTES / 4) {
                    int n = Math.min(RAW_BYTES / 4, FileSamples.ELEMENTS - done);
                    floats.put(0, samples.values(), samples.offset(s) + done, n);
                    out.write(bytes, 0, 4 * n);
                }
            }
        }
    }

    /** A new file for bytes without a format. */
    OutputStream createRaw(Path path) throws IOException {
        return raw(path).create(path, false);
    }

    /** Without Hadoop's files of checksums, as Upvox does it. */
    private FileSystem raw(Path path) throws IOException {
        FileSystem files = path.getFileSystem(conf);
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    void writeParquet(Path path, FileSamples samples, boolean pageChecksum) throws IOException {
        try (SampleWriter writer = ParquetSampleWriter.create(path, conf, COLUMNS, options(pageChecksum))) {
            write(writer, samples);
        }
    }

    void writeArrow(Path path, FileSamples samples) throws IOException {
        try (SampleWriter writer = ArrowSampleWriter.create(path, conf, COLUMNS, options(true))) {
            write(writer, samples);
        }
    }

    private static OutputOptions options(boolean pageChecksum) {
        return new OutputOptions("tensor", null, 4, false, "none", UpsampleJob.PAGE_BYTES, pageChecksum, Map.of());
    }

    private static void write(SampleWriter writer, FileSamples samples) throws IOException {
        for (int s = 0; s < samples.count(); s++) {
            InternalRow id = new GenericInternalRow(new Object[] {UTF8String.fromString("s" + s)});
            writer.beginGroup(SparkPassThrough.cursor(List.of(id)), List.of(OutputRow.whole(FileSamples.SHAPE)));
            for (int done = 0; done < FileSamples.ELEMENTS; done += BLOCK_ELEMENTS) {
                int n = Math.min(BLOCK_ELEMENTS, FileSamples.ELEMENTS - done);
                writer.write(samples.values(), samples.offset(s) + done, n);
            }
            writer.endRow();
            writer.endGroup();
        }
        writer.finish();
    }

    /** All bytes of a file, whatever they mean. */
    void readRaw(Path path) throws IOException {
        byte[] bytes = new byte[RAW_BYTES];
        try (InputStream in = raw(path).open(path, RAW_BYTES)) {
            while (in.read(bytes) >= 0) {
                // the bytes are what is wanted
            }
        }
    }

    /**
     * All samples of a file of any format.
     *
     * @param array receives each sample in turn
     * @param taken told of each
     */
    void read(Path path, float[] array, ObjIntConsumer<float[]> taken) throws IOException {
        int sample = 0;
        try (SampleFile file = SampleFiles.open(status(path), conf, TensorColumnOptions.NONE)) {
            for (int u = 0; u < file.units(); u++) {
                try (SampleUnit unit = file.open(u)) {
                    for (int row = 0; row < unit.rows(); row++) {
                        unit.read(array);
                        taken.accept(array, sample++);
                    }
                }
            }
        }
    }

    private FileStatus status(Path path) throws IOException {
        return path.getFileSystem(conf).getFileStatus(path);
    }

    void delete(Path path) throws IOException {
        path.getFileSystem(conf).delete(path, false);
    }
}
