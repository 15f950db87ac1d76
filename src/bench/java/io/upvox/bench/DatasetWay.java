package io.upvox.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** What is done without a library for it: a Dataset with arrays, libtorch in {@code mapPartitions}, Spark's own writer. */
final class DatasetWay implements JobWay {
    private final JobData data;
    private final SparkSession spark;

    DatasetWay(JobData data, SparkSession spark) {
        this.data = data;
        this.spark = spark;
    }

    /** A row. */
    public static final class Sample implements Serializable {
        private static final long serialVersionUID = 1L;

        private String id = "";
        private float[] data = new float[0];
        private int[] shape = new int[0];

        public String getId() {
            return id;
        }

        public void setId(String value) {
            id = value;
        }

        public float[] getData() {
            return data;
        }

        public void setData(float[] value) {
            data = value;
        }

        public int[] getShape() {
            return shape;
        }

        public void setShape(int[] value) {
            shape = value;
        }
    }

    private record Upsample(float[] weight) implements MapPartitionsFunction<Sample, Sample> {
        @Override
        public Iterator<Sample> call(Iterator<Sample> samples) {
            TorchLayer layer = new TorchLayer(weight);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return samples.hasNext();
                }

                @Override
                public Sample next() {
                    Sample sample = samples.next();
                    Sample result = new Sample();
                    result.setId(sample.getId());
                    result.setData(layer.forward(sample.getData(), sample.getShape()));
                    result.setShape(layer.outputShape());
                    return result;
                }
            };
        }
    }

    @Override
    public String name() {
        return "Dataset of array<float>, libtorch, write.parquet";
    }

    @Override
    public void run() {
        Dataset<Sample> samples = spark.read()
                .parquet(data.input().toString())
                .selectExpr("id", "tensor.data as data", "tensor.shape as shape")
                .as(Encoders.bean(Sample.class));
        samples.mapPartitions(new Upsample(data.weight()), Encoders.bean(Sample.class))
                .write()
                .option("compression", "none")
                .parquet(output().toString());
    }

    @Override
    public Path output() {
        return data.dir().resolve("dataset");
    }

    @Override
    public long outputBytes() {
        return data.outputBytes();
    }
}
