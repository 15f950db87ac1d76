package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.format.TensorColumnOptions;
import io.upvox.kernel.KernelOptions;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns beside the tensor arrive unchanged, whatever their type, between all formats; the layer is the identity here. */
class PassThroughTest {
    private static final int ROWS = 9;
    private static final String TENSOR =
            "named_struct('data', transform(sequence(0, 7), i -> cast(i * 0.5 + id as float)), 'shape', array(1, 2, 2, 2)) t";
    private static final String COLUMNS = String.join(
            ", ",
            "concat('s', id) id",
            "if(id = 3, null, id % 2 = 0) flag",
            "cast(id as byte) tiny",
            "cast(id as short) small",
            "if(id = 4, null, cast(id as int)) whole",
            "id big",
            "cast(id / 3 as float) single",
            "cast(id / 7 as double) wide",
            "cast(id * 1.25 as decimal(9,2)) price",
            "cast(id * 123456789012345678 as decimal(38,4)) huge",
            "date'2026-01-02' + cast(id as int) day",
            "timestamp'2026-01-02 03:04:05.678901' stamp",
            "timestamp_ntz'1815-06-18 11:35:00' battle",
            "cast(concat('b', id) as binary) bytes",
            "array(id, null, id + 1) list",
            "array(named_struct('a', id, 'b', if(id = 2, null, 'x'))) structs",
            "map('k', cast(id as decimal(20,3)), 'l', null) props",
            "if(id = 5, null, named_struct('x', id, 'y', array('p', null))) nested");

    private static SparkSession spark;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        spark = SparkFixture.session("local[2,4]");
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    private void identity(Path in, Path out, OutputFormat format, long rowGroupBytes) throws IOException {
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        weights.write(NpyHeader.float32(1, 1, 1, 1, 1));
        weights.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .array());
        Path file = Files.write(dir.resolve("one.npy"), weights.toByteArray());
        UpsampleOptions.Write d = UpsampleOptions.Write.DEFAULT;
        UpsampleOptions options = new UpsampleOptions(
                List.of(in.toString()),
                out.toString(),
                file.toString(),
                null,
                new LayerSpec(Dhw.of(1), Dhw.of(0), Dhw.of(0), Dhw.of(0), Dhw.of(1), 1, null),
                KernelOptions.DEFAULT,
                TensorColumnOptions.NONE,
                new UpsampleOptions.Write(
                        format, false, "none", true, WriteMode.ERROR, d.maxRowBytes(), rowGroupBytes, d.blockBytes()),
                BadSamples.FAIL,
                2);
        assertThat(new UpsampleJob(spark, options, l -> {}).run().samples()).isEqualTo(ROWS);
    }

    private Path input() {
        Path in = dir.resolve("in");
        spark.range(0, ROWS, 1, 2).createOrReplaceTempView("ids");
        spark.sql("select " + COLUMNS + ", " + TENSOR + " from ids").write().parquet(in.toString());
        return in;
    }

    private static List<String> rows(Path path) {
        Dataset<Row> data = spark.read().parquet(path.toString());
        return data.orderBy("big").selectExpr("to_json(struct(*))").collectAsList().stream()
                .map(r -> r.getString(0))
                .toList();
    }

    @Test
    void parquetToParquetKeepsTypesAndValues() throws IOException {
        Path in = input();
        Path out = dir.resolve("out");
        identity(in, out, OutputFormat.PARQUET, 64);
        assertThat(rows(out)).isEqualTo(rows(in)).hasSize(ROWS);
        assertThat(spark.read().parquet(out.toString()).schema().simpleString())
                .isEqualTo(spark.read().parquet(in.toString()).schema().simpleString());
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void throughArrowAndBack(OutputFormat second) throws IOException {
        Path in = input();
        Path arrow = dir.resolve("arrow");
        identity(in, arrow, OutputFormat.ARROW, 64);
        Path back = arrow;
        if (second == OutputFormat.ARROW) {
            back = dir.resolve("arrow2");
            identity(arrow, back, OutputFormat.ARROW, 1 << 20);
        }
        Path out = dir.resolve("out");
        identity(back, out, OutputFormat.PARQUET, 64);
        assertThat(rows(out)).isEqualTo(rows(in)).hasSize(ROWS);
    }

    @Test
    void tensorAloneIsEnough() throws IOException {
        Path in = dir.resolve("in");
        spark.range(0, ROWS, 1, 1).selectExpr(TENSOR).write().parquet(in.toString());
        for (OutputFormat format : OutputFormat.values()) {
            Path out = dir.resolve("out-" + format);
            identity(in, out, format, 64);
            assertThat(Samples.read(out, TensorColumnOptions.NONE)).hasSize(ROWS);
        }
    }
}
