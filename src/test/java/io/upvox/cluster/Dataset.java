package io.upvox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.tensor.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A dataset as Spark reads it: rows by id and seed. */
record Dataset(Map<String, Sample> samples) {
    /** Of shape (1,D,H,W), with the column that only passes through. */
    record Sample(long seed, List<Integer> shape, List<Float> values) {
        /** As it must be when every voxel has become a cube of {@code n} voxels an axis. */
        Sample repeated(int n) {
            int d = shape.get(1);
            int h = shape.get(2);
            int w = shape.get(3);
            Float[] large = new Float[d * h * w * n * n * n];
            for (int i = 0; i < large.length; i++) {
                int x = i % (w * n) / n;
                int y = i / (w * n) % (h * n) / n;
                int z = i / (w * n) / (h * n) / n;
                large[i] = values.get((z * h + y) * w + x);
            }
            return new Sample(seed, List.of(1, d * n, h * n, w * n), Arrays.asList(large));
        }
    }

    /** Reads Parquet files. */
    static Dataset read(String directory) throws IOException {
        Map<String, Sample> samples = new TreeMap<>();
        try (SparkSession spark = SparkSession.builder().appName("test").getOrCreate()) {
            for (Row row : spark.read()
                    .parquet(directory)
                    .select("id", "seed", "tensor.shape", "tensor.data")
                    .collectAsList()) {
                Sample sample = new Sample(row.getLong(1), row.getList(2), row.getList(3));
                assertThat(samples.put(row.getString(0) + " " + row.getLong(1), sample))
                        .as("twice: " + row.getString(0))
                        .isNull();
            }
        }
        return new Dataset(samples);
    }

    /** What becomes of it when every voxel becomes a cube of {@code n} voxels an axis. */
    Dataset repeated(int n) {
        Map<String, Sample> large = new TreeMap<>();
        samples.forEach((id, sample) -> large.put(id, sample.repeated(n)));
        return new Dataset(large);
    }

    /** Together with another one's samples. */
    Dataset and(Dataset other) {
        Map<String, Sample> both = new TreeMap<>(samples);
        both.putAll(other.samples);
        return new Dataset(both);
    }

    /** Writes the weights that do so for 2 voxels an axis. */
    static void writeWeights(FileSystem fs, Path file) throws IOException {
        ByteBuffer ones = ByteBuffer.allocate(4 * 8).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1);
        }
        try (var out = fs.create(file)) {
            out.write(NpyHeader.float32(1, 1, 2, 2, 2));
            out.write(ones.array());
        }
    }

    /** Names in a directory, without what differs from run to run. */
    static List<String> names(FileSystem fs, Path directory) throws IOException {
        return Arrays.stream(fs.listStatus(directory))
                .map(s -> withoutJob(s.getPath().getName()))
                .sorted()
                .toList();
    }

    /** A name without the id of the job that wrote it. */
    static String withoutJob(String name) {
        return name.replaceAll("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "");
    }
}
