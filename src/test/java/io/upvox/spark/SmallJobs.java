package io.upvox.spark;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Jobs of seven samples (2,4,5,6) that become (3,8,10,12), some 11 kB each, for tests that damage their output. */
final class SmallJobs {
    static final int SAMPLES = 7;
    /** Bytes of a plane of all channels of an output. */
    static final int PLANE_BYTES = 4 * 3 * 10 * 12;

    private SmallJobs() {}

    /** Input in groups of two rows. */
    static Path input(Path to, long seed) throws IOException {
        new SyntheticDataset(TensorShape.of(2, 4, 5, 6), SAMPLES, seed, 1, 2, OutputFormat.PARQUET)
                .write(to.toString(), new Configuration());
        return to;
    }

    /** Weights of 2 to 3 channels, kernel 2. */
    static Path weights(Path to, long seed) throws IOException {
        return weights(to, seed, 2, 3, 2, 2, 2);
    }

    /** Weights of that shape: channels in, channels out, kernel. */
    static Path weights(Path to, long seed, int... shape) throws IOException {
        Random random = new Random(seed);
        byte[] header = NpyHeader.float32(shape);
        int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer values = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            values.putFloat(random.nextFloat() - 0.5f);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header);
        bytes.write(values.array());
        return Files.write(to, bytes.toByteArray());
    }

    /** How output is written; groups take two rows. */
    static UpsampleOptions.Write write(OutputFormat format, WriteMode mode) {
        return new UpsampleOptions.Write(
                format, false, "none", true, mode, Integer.MAX_VALUE, 8 * PLANE_BYTES + 1, 1 << 20);
    }

    static UpsampleOptions.Write fixed(UpsampleOptions.Write w) {
        return new UpsampleOptions.Write(
                w.format(),
                true,
                w.compression(),
                w.pageChecksum(),
                w.mode(),
                w.maxRowBytes(),
                w.rowGroupBytes(),
                w.blockBytes());
    }

    static UpsampleOptions.Write pages(UpsampleOptions.Write w, String compression, boolean checksum) {
        return new UpsampleOptions.Write(
                w.format(),
                w.fixedLayout(),
                compression,
                checksum,
                w.mode(),
                w.maxRowBytes(),
                w.rowGroupBytes(),
                w.blockBytes());
    }

    /** Slabs of three planes, the last of two. */
    static UpsampleOptions.Write slabs(UpsampleOptions.Write w) {
        return new UpsampleOptions.Write(
                w.format(),
                w.fixedLayout(),
                w.compression(),
                w.pageChecksum(),
                w.mode(),
                3 * PLANE_BYTES,
                w.rowGroupBytes(),
                w.blockBytes());
    }

    /** A job that identifies samples by a column. */
    static UpsampleOptions identified(UpsampleOptions o, String idColumn) {
        return new UpsampleOptions(
                o.inputs(),
                o.output(),
                o.weights(),
                o.layer(),
                o.spec(),
                o.kernel(),
                new TensorColumnOptions(null, null, null, null, idColumn),
                o.write(),
                o.badSamples(),
                o.partitions());
    }

    /** A job of that many tasks, hence files. */
    static UpsampleOptions job(
            List<Path> inputs, Path weights, Path output, UpsampleOptions.Write write, BadSamples bad, int tasks) {
        return new UpsampleOptions(
                inputs.stream().map(Path::toString).toList(),
                output.toString(),
                weights.toString(),
                null,
                new LayerSpec(Dhw.of(2), Dhw.of(0), Dhw.of(0), Dhw.of(0), Dhw.of(1), 1, null),
                KernelOptions.DEFAULT,
                TensorColumnOptions.NONE,
                write,
                bad,
                tasks);
    }
}
