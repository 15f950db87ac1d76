package io.upvox.interop;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import io.upvox.spark.BadSamples;
import io.upvox.spark.JobReport;
import io.upvox.spark.UpsampleJob;
import io.upvox.spark.UpsampleOptions;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job with a layer that multiplies by one: what it reads is what it writes. */
final class Identity {
    private final SparkSession spark;
    private final Path weights;

    Identity(SparkSession spark, Path dir) throws IOException {
        this.spark = spark;
        ByteArrayOutputStream npy = new ByteArrayOutputStream();
        npy.write(NpyHeader.float32(1, 1, 1, 1, 1));
        npy.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .array());
        weights = Files.write(dir.resolve("one.npy"), npy.toByteArray());
    }

    /** Runs the job on samples of one channel. */
    JobReport run(Path in, Path out, TensorColumnOptions columns, UpsampleOptions.Write write) throws IOException {
        return run(List.of(in), out, columns, write);
    }

    /** Runs the job on samples of one channel, of several files or directories. */
    JobReport run(List<Path> in, Path out, TensorColumnOptions columns, UpsampleOptions.Write write)
            throws IOException {
        UpsampleOptions options = new UpsampleOptions(
                in.stream().map(Path::toString).toList(),
                out.toString(),
                weights.toString(),
                null,
                new LayerSpec(Dhw.of(1), Dhw.of(0), Dhw.of(0), Dhw.of(0), Dhw.of(1), 1, null),
                KernelOptions.DEFAULT,
                columns,
                write,
                BadSamples.FAIL,
                2);
        return new UpsampleJob(spark, options, line -> {}).run();
    }
}
