package io.upvox.interop;

import io.upvox.format.TensorColumnOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A dataset with a column of every type that Spark stores, nulls among them, and tensors of every kind of value. */
final class EveryType {
    static final int ROWS = 9;
    /** The sample that takes several pages. */
    private static final int LARGE = 2;
    /** Types that no other reader knows: Spark keeps them as integers and their meaning in its own metadata. */
    static final List<String> SPARK_ONLY = List.of("months", "span");

    private static final List<String> COLUMNS = List.of(
            "concat('s', row) id",
            "if(row = 3, null, row % 2 = 0) flag",
            "if(row = 1, null, cast(-row as byte)) tiny",
            "if(row = 2, null, cast(-1000 * row as short)) small",
            "if(row = 4, null, cast(row - 5 as int)) whole",
            "row * -1234567890123 big",
            "if(row = 6, float('nan'), cast(row / 3 as float)) single",
            "if(row = 7, double('-infinity'), cast(row / 7 as double)) wide",
            "cast(row * -1.25 as decimal(9,2)) price",
            "cast(row * 123456.789012 as decimal(18,6)) cost",
            "if(row = 5, null, cast(row * -123456789012345678 as decimal(38,4))) huge",
            "date'1969-12-20' + cast(row * 5 as int) day",
            "if(row = 8, null, timestamp_micros(row * 1234567890123 - 5000000)) stamp",
            "timestamp_ntz'1815-06-18 11:35:00.000001' + make_dt_interval(row) battle",
            "if(row = 0, null, cast(concat('b', row) as binary)) bytes",
            "if(row = 1, '', concat('\u00fc\u4e16', row)) text",
            "if(row = 4, null, if(row = 5, array(), array(row, null, row + 1))) list",
            "array(array('p', null), null, array()) lists",
            "array(named_struct('a', row, 'b', if(row = 2, null, 'x'))) structs",
            "if(row = 6, null, map('k', cast(row as decimal(20,3)), 'l', null)) props",
            "if(row = 5, null, named_struct('x', row, 'y', array('p', null), 'z', named_struct('w', row % 3 = 0))) nested",
            "if(row = 3, null, make_ym_interval(row - 4, row)) months",
            "make_dt_interval(row - 4, 1, 2, 3.456789) span");

    private EveryType() {}

    /** The tensor is a column of little-endian bytes: no writer touches its bits on the way in. */
    static TensorColumnOptions options() {
        return new TensorColumnOptions("raw", "extents", null, null, null);
    }

    /** Writes the dataset; with equal shapes for the fixed layout. */
    static void write(SparkSession spark, Path out, boolean fixed) {
        StructType type = new StructType()
                .add("row", DataTypes.LongType)
                .add("raw", DataTypes.BinaryType)
                .add("extents", DataTypes.createArrayType(DataTypes.IntegerType));
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int[] bits = bits(row, fixed);
            ByteBuffer raw = ByteBuffer.allocate(4 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
            raw.asIntBuffer().put(bits);
            rows.add(RowFactory.create((long) row, raw.array(), shape(row, fixed)));
        }
        spark.createDataFrame(rows, type).repartition(2).createOrReplaceTempView("tensors");
        spark.sql("select " + String.join(", ", COLUMNS) + ", raw, extents from tensors")
                .write()
                .parquet(out.toString());
    }

    static List<Integer> shape(int row, boolean fixed) {
        if (fixed) {
            return List.of(1, 4, 5, 7);
        }
        return row == LARGE ? List.of(1, 9, 180, 181) : List.of(1, 2, 3 + row, 5);
    }

    private static int[] bits(int row, boolean fixed) {
        int n = shape(row, fixed).stream().reduce(1, (a, b) -> a * b);
        return IntStream.range(0, n).map(i -> bits(row, i)).toArray();
    }

    /** NaNs with payloads of both signs, infinities, the ends of the range, and ordinary numbers. */
    private static int bits(int row, int i) {
        return switch ((i + row) % 13) {
            case 3 -> 0x7fc00000 | (i & 0xfffff);
            case 5 -> Float.floatToIntBits(Float.POSITIVE_INFINITY);
            case 6 -> Float.floatToIntBits(Float.NEGATIVE_INFINITY);
            case 7 -> 0xffc12345;
            case 9 -> Float.floatToIntBits(Float.MAX_VALUE);
            case 11 -> Float.floatToIntBits(-Float.MIN_VALUE);
            default -> Float.floatToIntBits((float) Math.sin(i + 0.1 * row + 1));
        };
    }

    /** The rows that a variant's output must have, by key; other columns as Spark reads them from the input. */
    static Map<String, ReadRow> expected(List<Map<String, String>> columns, Variant variant) {
        Map<String, ReadRow> result = new TreeMap<>();
        for (int row = 0; row < ROWS; row++) {
            List<Integer> shape = shape(row, variant.fixed());
            int[] bits = bits(row, variant.fixed());
            Map<String, String> others = columns.get(row);
            int planes = shape.get(1);
            int step = variant.slabs() && row == LARGE ? 2 : planes;
            for (int plane = 0; plane < planes; plane += step) {
                int n = Math.min(step, planes - plane);
                int size = bits.length / planes;
                Map<String, String> all = new TreeMap<>(others);
                if (variant.slabs()) {
                    all.put("slab_offset", String.valueOf(plane));
                    all.put("sample_shape", shape.toString().replace(" ", ""));
                }
                ReadRow r = new ReadRow(
                        List.of(1, n, shape.get(2), shape.get(3)),
                        java.util.Arrays.copyOfRange(bits, plane * size, (plane + n) * size),
                        all);
                result.put(r.key(), r);
            }
        }
        return result;
    }
}
