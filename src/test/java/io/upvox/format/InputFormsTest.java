package io.upvox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.ElementType;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which the data contract takes tensors, as Spark writes them to Parquet. */
class InputFormsTest {
    private static final TensorShape SHAPE = TensorShape.of(2, 3, 4, 5);
    private static final int VALUES = 120;
    private static final int ROWS = 7;
    private static SparkSession spark;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    private static double value(int row, int i) {
        return (row * 31 + i * 7) % 100 + 1;
    }

    /** The values as boxed elements of some type. */
    private static List<Object> list(int row, DataType type) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            double v = value(row, i);
            if (type.equals(DataTypes.FloatType)) {
                values.add((float) v);
            } else if (type.equals(DataTypes.DoubleType)) {
                values.add(v);
            } else if (type.equals(DataTypes.IntegerType)) {
                values.add((int) v);
            } else if (type.equals(DataTypes.ShortType)) {
                values.add((short) v);
            } else {
                values.add((byte) v);
            }
        }
        return values;
    }

    private Path write(StructType type, List<Row> rows, String... options) {
        Path out = dir.resolve("in");
        Dataset<Row> data = spark.createDataFrame(rows, type).coalesce(1);
        var writer = data.write();
        for (int i = 0; i < options.length; i += 2) {
            writer = writer.option(options[i], options[i + 1]);
        }
        writer.parquet(out.toString());
        return out;
    }

    private static void assertReads(Path path, TensorColumnOptions options) throws IOException {
        int[] rows = {0};
        ReadBack.forEachRow(path, options, (unit, row) -> {
            assertThat(unit.shape(row)).isEqualTo(SHAPE);
            float[] dst = new float[VALUES + 3];
            java.util.Arrays.fill(dst, Float.NaN);
            unit.read(dst);
            for (int i = 0; i < VALUES; i++) {
                assertThat(dst[i]).as("row %d at %d", rows[0], i).isEqualTo((float) value(rows[0], i));
            }
            assertThat(dst[VALUES]).isNaN();
            assertThat(unit.id(row)).isEqualTo("row" + rows[0]);
            rows[0]++;
        });
        assertThat(rows[0]).isEqualTo(ROWS);
        ReadBack.forEachRow(path, options, (unit, row) -> {
            float[] expected = new float[VALUES];
            for (int i = 0; i < VALUES; i++) {
                expected[i] = (float) value(row, i);
            }
            RowChecksum.Kind kind = ReadBack.kind(row);
            assertThat(unit.checksum(kind)).as("row %d", row).isEqualTo(ReadBack.checksum(kind, expected));
            rows[0]--;
        });
        assertThat(rows[0]).isZero();
    }

    private static final List<Integer> DIMS = List.of(2, 3, 4, 5);

    static Stream<Arguments> elementTypesAndCodecs() {
        List<Arguments> all = new ArrayList<>();
        for (DataType type : List.of(
                DataTypes.FloatType,
                DataTypes.DoubleType,
                DataTypes.IntegerType,
                DataTypes.ShortType,
                DataTypes.ByteType)) {
            all.add(Arguments.of(type, "none", "v1"));
        }
        for (String codec : List.of("snappy", "gzip", "zstd", "lz4", "lz4_raw")) {
            all.add(Arguments.of(DataTypes.FloatType, codec, "v1"));
            all.add(Arguments.of(DataTypes.FloatType, codec, "v2"));
        }
        all.add(Arguments.of(DataTypes.FloatType, "none", "v2"));
        all.add(Arguments.of(DataTypes.DoubleType, "zstd", "v2"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("elementTypesAndCodecs")
    void structOfDataAndShape(DataType type, String codec, String version) throws IOException {
        StructType tensor = new StructType()
                .add("data", DataTypes.createArrayType(type))
                .add("shape", DataTypes.createArrayType(DataTypes.IntegerType));
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(RowFactory.create("row" + r, RowFactory.create(list(r, type), DIMS)));
        }
        Path in = write(
                new StructType().add("id", DataTypes.StringType).add("t", tensor),
                rows,
                "compression",
                codec,
                "parquet.writer.version",
                version,
                "parquet.page.size",
                "256",
                "parquet.page.row.count.limit",
                "2");
        assertReads(in, TensorColumnOptions.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dictionariesAndPlainPages(boolean dictionary) throws IOException {
        StructType tensor = new StructType()
                .add("data", DataTypes.createArrayType(DataTypes.FloatType, false), false)
                .add("shape", DataTypes.createArrayType(DataTypes.LongType, false), false);
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(RowFactory.create(
                    "row" + r, RowFactory.create(list(r, DataTypes.FloatType), List.of(2L, 3L, 4L, 5L))));
        }
        Path in = write(
                new StructType().add("id", DataTypes.StringType).add("t", tensor, false),
                rows,
                "parquet.enable.dictionary",
                String.valueOf(dictionary),
                "parquet.block.size",
                "2000");
        assertReads(in, TensorColumnOptions.NONE);
    }

    @Test
    void listWithAShapeColumn() throws IOException {
        for (DataType shape : List.of(DataTypes.IntegerType, DataTypes.LongType)) {
            StructType type = new StructType()
                    .add("id", DataTypes.StringType)
                    .add("values", DataTypes.createArrayType(DataTypes.FloatType))
                    .add("extents", DataTypes.createArrayType(shape));
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < ROWS; r++) {
                rows.add(RowFactory.create(
                        "row" + r,
                        list(r, DataTypes.FloatType),
                        shape.equals(DataTypes.LongType) ? List.of(2L, 3L, 4L, 5L) : DIMS));
            }
            Path in = dir.resolve(shape.typeName());
            spark.createDataFrame(rows, type).coalesce(1).write().parquet(in.toString());
            assertReads(in, new TensorColumnOptions(null, "extents", null, null, null));
        }
    }

    @Test
    void listWithAShapeFromTheOptions() throws IOException {
        StructType type = new StructType()
                .add("id", DataTypes.StringType)
                .add("values", DataTypes.createArrayType(DataTypes.FloatType));
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(RowFactory.create("row" + r, list(r, DataTypes.FloatType)));
        }
        Path in = write(type, rows);
        assertReads(in, new TensorColumnOptions(null, null, SHAPE, null, null));
        assertThatThrownBy(() -> assertReads(in, TensorColumnOptions.NONE))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("nothing says the shape of column 'values'; give --input-shape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64", "int16", "uint8"})
    void littleEndianBytes(String element) throws IOException {
        ElementType type = ElementType.parse(element);
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(RowFactory.create("row" + r, bytes(r, type, ByteOrder.LITTLE_ENDIAN)));
        }
        Path in = write(new StructType().add("id", DataTypes.StringType).add("raw", DataTypes.BinaryType), rows);
        assertReads(in, new TensorColumnOptions(null, null, SHAPE, type, null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void npyBytes(boolean fortran) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            rows.add(RowFactory.create("row" + r, npy(r, fortran)));
        }
        Path in = write(new StructType().add("id", DataTypes.StringType).add("raw", DataTypes.BinaryType), rows);
        assertReads(in, TensorColumnOptions.NONE);
    }

    private static byte[] bytes(int row, ElementType type, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(VALUES * type.bytes()).order(order);
        for (int i = 0; i < VALUES; i++) {
            switch (type) {
                case FLOAT32 -> bytes.putFloat((float) value(row, i));
                case FLOAT64 -> bytes.putDouble(value(row, i));
                case INT16 -> bytes.putShort((short) value(row, i));
                default -> bytes.put((byte) value(row, i));
            }
        }
        return bytes.array();
    }

    private static byte[] npy(int row, boolean fortran) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = NpyHeader.float32(2, 3, 4, 5);
        if (!fortran) {
            out.write(header);
            out.write(bytes(row, ElementType.FLOAT32, ByteOrder.LITTLE_ENDIAN));
            return out.toByteArray();
        }
        // Big-endian and the first dimension dense, as NumPy may write it.
        String text = new String(header, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("'<f4'", "'>f4'")
                .replace("False", "True ");
        out.write(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        ByteBuffer values = ByteBuffer.allocate(4 * VALUES);
        for (int w = 0; w < 5; w++) {
            for (int h = 0; h < 4; h++) {
                for (int d = 0; d < 3; d++) {
                    for (int c = 0; c < 2; c++) {
                        values.putFloat((float) value(row, ((c * 3 + d) * 4 + h) * 5 + w));
                    }
                }
            }
        }
        out.write(values.array());
        return out.toByteArray();
    }
}
