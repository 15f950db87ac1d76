package io.upvox.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.OutputOptions;
import io.upvox.format.OutputRow;
import io.upvox.format.PassThroughCursor;
import io.upvox.format.SampleFile;
import io.upvox.format.SampleFiles;
import io.upvox.format.SampleUnit;
import io.upvox.format.SampleWriter;
import io.upvox.format.SparkPassThrough;
import io.upvox.format.TensorColumnOptions;
import io.upvox.spark.ForkedJvm;
import io.upvox.tensor.ElementType;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One row group that is larger than the heap of those who read it: a row and some pages are held at a time. */
@Timeout(120)
class LargeGroupTest {
    private static final int ROWS = 3000;
    private static final TensorShape SHAPE = TensorShape.of(1, 2, 64, 64);
    private static final TensorShape MASK = TensorShape.of(1, 32, 32, 32);

    @TempDir
    Path dir;

    /** Reads all rows and writes them again, a row group each, with tensors in the column that is named. */
    static final class Copy {
        private Copy() {}

        public static void main(String[] args) throws IOException {
            Configuration conf = new Configuration();
            boolean mask = args[2].equals("mask");
            TensorColumnOptions options = mask
                    ? new TensorColumnOptions("mask", null, MASK, ElementType.UINT8, null)
                    : new TensorColumnOptions("t", null, null, null, null);
            org.apache.hadoop.fs.Path in = new org.apache.hadoop.fs.Path(args[0]);
            FileStatus status = in.getFileSystem(conf).getFileStatus(in);
            float[] values = new float[(int) SHAPE.elements() * 4];
            double sum = 0;
            try (SampleFile file = SampleFiles.open(status, conf, options);
                    SampleUnit unit = file.open(0);
                    SampleWriter writer = ParquetSampleWriter.create(
                            new org.apache.hadoop.fs.Path(args[1]),
                            conf,
                            file.passThrough(),
                            new OutputOptions(
                                    file.tensor().name(), null, 4, false, "none", 64 << 10, true, Map.of()))) {
                PassThroughCursor cursor = unit.passThrough();
                for (int row = 0; row < unit.rows(); row++) {
                    TensorShape shape = unit.shape(row);
                    unit.read(values);
                    sum += values[row % 100];
                    writer.beginGroup(cursor, List.of(OutputRow.whole(TensorShape.of(1, 1, 1, 1))));
                    writer.write(values, 0, 1);
                    writer.endRow();
                    writer.endGroup();
                    if (shape.elements() > values.length) {
                        throw new IllegalStateException("" + shape);
                    }
                }
                writer.finish();
            }
            System.out.println("heap " + Runtime.getRuntime().maxMemory() + " sum " + sum);
        }
    }

    private Path write() throws IOException {
        Path file = dir.resolve("one-group.parquet");
        StructType columns = new StructType().add("mask", DataTypes.BinaryType);
        List<InternalRow> masks = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] mask = new byte[(int) MASK.elements()];
            Arrays.fill(mask, (byte) (i % 3));
            mask[0] = (byte) i; // all different: no dictionary makes them small
            mask[1] = (byte) (i >> 8);
            masks.add(new GenericInternalRow(new Object[] {mask}));
        }
        try (SampleWriter writer = ParquetSampleWriter.create(
                new org.apache.hadoop.fs.Path(file.toString()),
                new Configuration(),
                new SparkPassThrough(columns),
                TestFiles.options("none", 64 << 10))) {
            writer.beginGroup(SparkPassThrough.cursor(masks), Collections.nCopies(ROWS, OutputRow.whole(SHAPE)));
            float[] values = new float[(int) SHAPE.elements()];
            for (int i = 0; i < ROWS; i++) {
                values[i % 100] = 1;
                writer.write(values, 0, values.length);
                writer.endRow();
                values[i % 100] = 0;
            }
            writer.endGroup();
            writer.finish();
        }
        return file;
    }

    @Test
    void neitherTensorsNorOtherColumnsAreHeldWhole() throws Exception {
        Path file = write();
        for (String column : List.of("t", "mask")) {
            ForkedJvm copy = ForkedJvm.run(
                    dir,
                    List.of("-Xmx64m"),
                    Copy.class,
                    List.of(
                            file.toString(),
                            dir.resolve(column + "-copy.parquet").toString(),
                            column));
            assertThat(copy.exitCode()).as(copy.output()).isZero();
            assertThat(copy.output()).contains("heap 6710"); // a third of either column
        }
    }
}
