package io.upvox.spark;

import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.TensorColumnOptions;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Reads whole datasets, for tests to compare. */
record Samples(TensorShape shape, float[] values) {
    static Map<String, Samples> read(Path path, TensorColumnOptions options) throws IOException {
        Configuration conf = new Configuration();
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (FileStatus status : InputFiles.list(List.of(path.toString()), conf)) {
            try (SampleFile file = SampleFiles.open(status, conf, options)) {
                for (int u = 0; u < file.units(); u++) {
                    try (SampleUnit unit = file.open(u)) {
                        for (int row = 0; row < unit.rows(); row++) {
                            TensorShape shape = unit.shape(row);
                            float[] values = new float[(int) shape.elements()];
                            unit.read(values);
                            String id = unit.id(row);
                            samples.put(id == null ? String.valueOf(samples.size()) : id, new Samples(shape, values));
                        }
                    }
                }
            }
        }
        return samples;
    }
}
