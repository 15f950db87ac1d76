package io.upvox.bench;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.op.LayerSpec;
import io.upvox.spark.OutputFormat;
import io.upvox.spark.SyntheticDataset;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Samples (3,32,32,32) in Parquet and a layer of 64 output channels, kernel 3, stride 2, padding 1, without bias.
 *
 * @param dir holds input, weights and outputs
 * @param samples how many
 * @param weight (3,64,3,3,3)
 */
record JobData(Path dir, int samples, float[] weight) {
    private static final TensorShape INPUT = TensorShape.of(3, 32, 32, 32);
    private static final int[] WEIGHT = {3, 64, 3, 3, 3};
    private static final int FILES = 8;
    private static final int ROWS_PER_GROUP = 4;

    static JobData make(Path dir, int samples) throws IOException {
        delete(dir);
        Files.createDirectories(dir);
        new SyntheticDataset(INPUT, samples, 1, Math.min(FILES, samples), ROWS_PER_GROUP, OutputFormat.PARQUET)
                .write(dir.resolve("input").toString(), new Configuration());
        SplittableRandom random = new SplittableRandom(1);
        float[] weight = new float[3 * 64 * 27];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) random.nextDouble(-1, 1);
        }
        byte[] header = NpyHeader.float32(WEIGHT);
        ByteBuffer npy = ByteBuffer.allocate(header.length + 4 * weight.length).order(ByteOrder.LITTLE_ENDIAN);
        npy.put(header).asFloatBuffer().put(weight);
        Files.write(dir.resolve("weights.npy"), npy.array());
        return new JobData(dir, samples, weight);
    }

    Path input() {
        return dir.resolve("input");
    }

    Path weights() {
        return dir.resolve("weights.npy");
    }

    TensorShape inputShape() {
        return INPUT;
    }

    LayerSpec spec() {
        return new LayerSpec(Dhw.of(2), Dhw.of(1), Dhw.of(1), Dhw.of(0), Dhw.of(1), 1, null);
    }

    ConvTranspose3dWeights layerWeights() {
        return ConvTranspose3dWeights.of(WEIGHT, weight, null, null, 1);
    }

    ConvTranspose3dParams params() {
        return spec().params(layerWeights());
    }

    long outputBytes() {
        return samples * params().outputShape(INPUT).float32Bytes();
    }

    /** Removes a file or directory, if it is there. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> {
                try {
                    Files.delete(p);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
