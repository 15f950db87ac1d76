package io.upvox.bench;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.spark.BadSamples;
import io.upvox.spark.UpsampleJob;
import io.upvox.spark.UpsampleOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job as users run it: planning, tasks, commit, manifest; Parquet with page checksums. */
record UpvoxWay(JobData data, SparkSession spark) implements JobWay {
    @Override
    public String name() {
        return "upvox upsample";
    }

    @Override
    public void run() throws IOException {
        UpsampleOptions options = new UpsampleOptions(
                List.of(data.input().toString()),
                output().toString(),
                data.weights().toString(),
                null,
                data.spec(),
                KernelOptions.DEFAULT,
                TensorColumnOptions.NONE,
                UpsampleOptions.Write.DEFAULT,
                BadSamples.FAIL,
                0);
        new UpsampleJob(spark, options, line -> {}).run();
    }

    @Override
    public Path output() {
        return data.dir().resolve("upvox");
    }

    @Override
    public long outputBytes() {
        return data.outputBytes();
    }
}
