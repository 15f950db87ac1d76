package io.upvox.spark;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.tensor.TensorShape;
import io.upvox.tensor.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A made-up dataset for trials and benchmarks: smooth blobs and a little noise, the same for the same seed. Columns: id
 * (string), seed (bigint), tensor.
 *
 * @param shape of every sample
 * @param count number of samples
 * @param seed of the first sample; the others count up
 * @param files number of files
 * @param rowsPerGroup samples a row group or record batch
 * @param format of the files
 */
public record SyntheticDataset(
        TensorShape shape, int count, long seed, int files, int rowsPerGroup, OutputFormat format) {
    private static final StructType COLUMNS =
            new StructType().add("id", DataTypes.StringType).add("seed", DataTypes.LongType);
    private static final int BLOBS = 5;

    /** @throws UsageException if a number is out of range */
    public SyntheticDataset {
        if (count < 1 || files < 1 || files > count || rowsPerGroup < 1) {
            throw new UsageException("Cannot generate " + count + " samples in " + files + " files with " + rowsPerGroup
                    + " rows a group: give at least 1 of each, and no more files than samples");
        }
        if (shape.elements() > Integer.MAX_VALUE - 8) {
            throw new UsageException("Cannot generate samples of shape " + shape + ": they have more than 2^31-1 values"
                    + "; give a smaller shape");
        }
    }

    /**
     * Writes the dataset; it appears whole or not at all.
     *
     * @throws UsageException if the directory exists
     */
    public void write(String directory, Configuration conf) throws IOException {
        OutputDirectory output = OutputDirectory.of(directory, WriteMode.ERROR, conf);
        Manifest none = output.check(List.of());
        output.begin();
        boolean published = false;
        try {
            for (int f = 0; f < files; f++) {
                int first = (int) ((long) count * f / files);
                int last = (int) ((long) count * (f + 1) / files);
                Path path = new Path(output.work(), String.format("part-%05d.%s", f, format.suffix()));
                writeFile(path, conf, first, last);
            }
            Path success = new Path(output.work(), OutputDirectory.SUCCESS);
            output.publish(none, null, () -> output.fileSystem().create(success).close());
            published = true;
        } finally {
            if (!published) {
                output.abandon();
            }
        }
    }

    private void writeFile(Path path, Configuration conf, int first, int last) throws IOException {
        OutputOptions options =
                new OutputOptions("tensor", null, shape.rank(), false, "none", UpsampleJob.PAGE_BYTES, true, Map.of());
        float[] values = new float[(int) shape.elements()];
        try (SampleWriter writer = format.create(path, conf, new SparkPassThrough(COLUMNS), options)) {
            for (int i = first; i < last; i += rowsPerGroup) {
                int rows = Math.min(rowsPerGroup, last - i);
                List<InternalRow> ids = new ArrayList<>();
                for (int r = 0; r < rows; r++) {
                    ids.add(new GenericInternalRow(new Object[] {UTF8String.fromString(id(i + r)), seed + i + r}));
                }
                writer.beginGroup(SparkPassThrough.cursor(ids), Collections.nCopies(rows, OutputRow.whole(shape)));
                for (int r = 0; r < rows; r++) {
                    fill(values, seed + i + r);
                    writer.write(values, 0, values.length);
                    writer.endRow();
                }
                writer.endGroup();
            }
            writer.finish();
        }
    }

    private static String id(int sample) {
        return String.format("sample-%06d", sample);
    }

    /** Each channel: a few blobs, products of parabolas along the axes so that they are cheap, and one per cent of noise. */
    private void fill(float[] values, long sampleSeed) {
        Random random = new Random(sampleSeed);
        int at = 0;
        for (int c = 0; c < shape.n() * shape.c(); c++) {
            float[][] d = new float[BLOBS][];
            float[][] h = new float[BLOBS][];
            float[][] w = new float[BLOBS][];
            for (int b = 0; b < BLOBS; b++) {
                d[b] = bump(random, shape.d());
                h[b] = bump(random, shape.h());
                w[b] = bump(random, shape.w());
            }
            for (int z = 0; z < shape.d(); z++) {
                for (int y = 0; y < shape.h(); y++) {
                    for (int x = 0; x < shape.w(); x++) {
                        float v = 0.01f * random.nextFloat();
                        for (int b = 0; b < BLOBS; b++) {
                            v += d[b][z] * h[b][y] * w[b][x];
                        }
                        values[at++] = v;
                    }
                }
            }
        }
    }

    private static float[] bump(Random random, int extent) {
        double centre = random.nextDouble() * extent;
        double radius = (0.15 + 0.35 * random.nextDouble()) * extent + 1;
        float[] values = new float[extent];
        for (int i = 0; i < extent; i++) {
            double x = (i - centre) / radius;
            values[i] = (float) Math.max(0, 1 - x * x);
        }
        return values;
    }
}
