package io.upvox.format.arrow;

import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Input files made by arrow-java's own writers. */
final class ArrowFiles {
    static final Configuration CONF = new Configuration();

    private ArrowFiles() {}

    /** How a file is written. */
    enum Container {
        FILE(false, CodecType.NO_COMPRESSION),
        STREAM(true, CodecType.NO_COMPRESSION),
        ZSTD_FILE(false, CodecType.ZSTD),
        LZ4_FILE(false, CodecType.LZ4_FRAME),
        ZSTD_STREAM(true, CodecType.ZSTD);

        final boolean stream;
        final CodecType codec;

        Container(boolean stream, CodecType codec) {
            this.stream = stream;
            this.codec = codec;
        }
    }

    /** Fills the columns of one batch and sets its row count. */
    @FunctionalInterface
    interface Batch {
        void fill(VectorSchemaRoot root);
    }

    static Path write(Path path, Container container, List<Field> fields, List<Batch> batches) throws IOException {
        return write(path, container, fields, new MapDictionaryProvider(), batches);
    }

    static Path write(
            Path path, Container container, List<Field> fields, DictionaryProvider dictionaries, List<Batch> batches)
            throws IOException {
        CompressionCodec.Factory codecs = container.codec == CodecType.NO_COMPRESSION
                ? NoCompressionCodec.Factory.INSTANCE
                : CommonsCompressionFactory.INSTANCE;
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator);
                WritableByteChannel out =
                        Files.newByteChannel(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var writer = container.stream
                        ? new ArrowStreamWriter(root, dictionaries, out, IpcOption.DEFAULT, codecs, container.codec)
                        : new ArrowFileWriter(
                                root, dictionaries, out, Map.of(), IpcOption.DEFAULT, codecs, container.codec)) {
            for (Batch batch : batches) {
                root.clear();
                batch.fill(root);
                writer.writeBatch();
            }
            writer.end();
        }
        return path;
    }

    static FileStatus status(Path path) throws IOException {
        org.apache.hadoop.fs.Path hadoop = new org.apache.hadoop.fs.Path(path.toUri());
        return hadoop.getFileSystem(CONF).getFileStatus(hadoop);
    }

    static ArrowSampleFile open(Path path) throws IOException {
        return open(path, TensorColumnOptions.NONE);
    }

    static ArrowSampleFile open(Path path, TensorColumnOptions options) throws IOException {
        return ArrowSampleFile.open(status(path), CONF, options);
    }

    /** Options with the tensor column named and the shape said. */
    static TensorColumnOptions options(String column, TensorShape shape) {
        return new TensorColumnOptions(column, null, shape, null, null);
    }

    /** The values of the next row, read between canaries. */
    static float[] read(SampleUnit unit, int row) throws IOException {
        int n = Math.toIntExact(unit.shape(row).elements());
        float[] dst = new float[n + 3];
        java.util.Arrays.fill(dst, n, n + 3, -77.5f);
        unit.read(dst);
        for (int i = n; i < n + 3; i++) {
            if (dst[i] != -77.5f) {
                throw new AssertionError("the value behind the sample's end was overwritten: " + dst[i]);
            }
        }
        return java.util.Arrays.copyOf(dst, n);
    }
}
