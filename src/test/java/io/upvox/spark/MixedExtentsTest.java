package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import io.upvox.weights.ByteSource;
import io.upvox.weights.WeightsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset whose samples differ so much in extents that one layer goes by two kernels. */
class MixedExtentsTest {
    private static final TensorShape SHORT_ROWS = TensorShape.of(2, 5, 4, 1);
    private static final TensorShape LONG_ROWS = TensorShape.of(2, 3, 4, 64);

    @TempDir
    Path dir;

    @Test
    void planAndSummaryNameBothKernels() throws IOException {
        Path weights = SmallJobs.weights(dir.resolve("weights.npy"), 3, 2, 48, 3, 3, 3);
        List<Path> inputs = new ArrayList<>();
        for (TensorShape shape : List.of(SHORT_ROWS, LONG_ROWS)) {
            Path input = dir.resolve("in" + shape.dims()[3]);
            new SyntheticDataset(shape, 2, inputs.size(), 1, 2, OutputFormat.PARQUET)
                    .write(input.toString(), new Configuration());
            inputs.add(input);
        }
        LayerSpec spec = new LayerSpec(Dhw.of(1), Dhw.of(1), Dhw.of(1), Dhw.of(0), Dhw.of(1), 1, null);
        ConvTranspose3d layer = layer(weights, spec);
        String few = layer.kernel(SHORT_ROWS).name();
        String many = layer.kernel(LONG_ROWS).name();
        assertThat(few).isNotEqualTo(many);

        List<String> lines = new ArrayList<>();
        Path output = dir.resolve("out");
        JobReport report;
        try (SparkSession spark = SparkFixture.session("local[2]")) {
            report = new UpsampleJob(spark, options(inputs, weights, output, spec), lines::add).run();
        }

        String chosen = layer.choice().kernel().name();
        for (TensorShape shape : List.of(SHORT_ROWS, LONG_ROWS)) {
            String name = layer.kernel(shape).name();
            assertThat(lines)
                    .contains("shape     " + shape + " to " + layer.params().outputShape(shape)
                            + (name.equals(chosen) ? "" : " by " + name));
        }
        assertThat(report.kernel().split(", ")).containsExactlyInAnyOrder(few, many);
        assertThat(report.samples()).isEqualTo(4);
    }

    private static ConvTranspose3d layer(Path weights, LayerSpec spec) throws IOException {
        try (ByteSource file = ByteSource.of(weights)) {
            ConvTranspose3dWeights read = WeightsReader.read(file, null, 1);
            return ConvTranspose3d.of(spec.params(read), read, KernelOptions.DEFAULT);
        }
    }

    private static UpsampleOptions options(List<Path> inputs, Path weights, Path output, LayerSpec spec) {
        UpsampleOptions o = SmallJobs.job(
                inputs, weights, output, SmallJobs.write(OutputFormat.PARQUET, WriteMode.ERROR), BadSamples.FAIL, 2);
        return new UpsampleOptions(
                o.inputs(),
                o.output(),
                o.weights(),
                o.layer(),
                spec,
                o.kernel(),
                o.columns(),
                o.write(),
                o.badSamples(),
                o.partitions());
    }
}
