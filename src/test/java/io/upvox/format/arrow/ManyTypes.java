package io.upvox.format.arrow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Columns of every type that passes through, with nulls. */
final class ManyTypes {
    private ManyTypes() {}

    private static Field typed(String name, ArrowType type, Map<String, String> metadata) {
        return new Field(name, new FieldType(true, type, null, metadata), null);
    }

    /** Columns that Spark has types for. */
    static List<Field> sparkFields() {
        return List.of(
                Fill.field("bool", new ArrowType.Bool()),
                Fill.field("int8", new ArrowType.Int(8, true)),
                Fill.field("int16", new ArrowType.Int(16, true)),
                Fill.field("int32", Fill.INT),
                Fill.field("int64", Fill.BIGINT),
                Fill.field("double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                Fill.field("utf8", Fill.UTF8),
                Fill.field("binary", new ArrowType.Binary()),
                Fill.field("decimal", new ArrowType.Decimal(20, 3, 128)),
                Fill.field("date", new ArrowType.Date(DateUnit.DAY)),
                Fill.field("timestampZone", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "Europe/Vienna")),
                Fill.field("timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
                Fill.list("list", Fill.LIST, Fill.INT),
                Fill.field("struct", new ArrowType.Struct(), Fill.field("s", Fill.UTF8), Fill.field("i", Fill.INT)),
                map("map"));
    }

    private static Field map(String name) {
        Field key = new Field("key", FieldType.notNullable(Fill.UTF8), null);
        Field entries = new Field(
                "entries", FieldType.notNullable(new ArrowType.Struct()), List.of(key, Fill.field("value", Fill.INT)));
        return Fill.field(name, new ArrowType.Map(false), entries);
    }

    /** Those, and columns that only Arrow has types for. */
    static List<Field> fields() {
        List<Field> fields = new ArrayList<>(sparkFields());
        fields.add(typed("tagged", Fill.UTF8, Map.of("unit", "mm", "ARROW:extension:name", "arrow.json")));
        fields.add(Fill.field("uint8", new ArrowType.Int(8, false)));
        fields.add(Fill.field("uint16", new ArrowType.Int(16, false)));
        fields.add(Fill.field("uint32", new ArrowType.Int(32, false)));
        fields.add(Fill.field("uint64", new ArrowType.Int(64, false)));
        fields.add(Fill.field("half", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)));
        fields.add(Fill.field("largeUtf8", new ArrowType.LargeUtf8()));
        fields.add(Fill.field("largeBinary", new ArrowType.LargeBinary()));
        fields.add(Fill.field("fixedBinary", new ArrowType.FixedSizeBinary(3)));
        fields.add(Fill.field("decimal256", new ArrowType.Decimal(60, 3, 256)));
        fields.add(Fill.field("time32", new ArrowType.Time(TimeUnit.MILLISECOND, 32)));
        fields.add(Fill.field("time64", new ArrowType.Time(TimeUnit.MICROSECOND, 64)));
        fields.add(Fill.field("timestampNano", new ArrowType.Timestamp(TimeUnit.NANOSECOND, "+02:00")));
        fields.add(Fill.field("duration", new ArrowType.Duration(TimeUnit.SECOND)));
        fields.add(Fill.field("intervalYear", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)));
        fields.add(Fill.field("intervalDay", new ArrowType.Interval(IntervalUnit.DAY_TIME)));
        fields.add(Fill.field("intervalNano", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)));
        fields.add(Fill.list("largeList", new ArrowType.LargeList(), Fill.INT));
        fields.add(Fill.list("fixedList", new ArrowType.FixedSizeList(2), Fill.INT));
        fields.add(Fill.field("null", new ArrowType.Null()));
        fields.add(Fill.field(
                "dense",
                new ArrowType.Union(UnionMode.Dense, new int[] {0, 1}),
                Fill.field("i", Fill.INT),
                Fill.field("l", Fill.BIGINT)));
        fields.add(Fill.field(
                "runs",
                new ArrowType.RunEndEncoded(),
                new Field("run_ends", FieldType.notNullable(Fill.INT), null),
                Fill.field("values", Fill.UTF8)));
        return fields;
    }

    /** Fills those of the columns that the batch has; every third row is null. */
    static void fill(VectorSchemaRoot root, int rows) {
        for (FieldVector v : root.getFieldVectors()) {
            if (v instanceof RunEndEncodedVector runs) {
                runs(runs, rows);
                continue;
            }
            v.allocateNew();
            for (int row = 0; row < rows; row++) {
                boolean isNull = row % 3 == 2;
                if (v instanceof DenseUnionVector union) {
                    dense(union, row);
                } else if (v instanceof ListVector list && isNull) {
                    list.setNull(row);
                } else if (!isNull) {
                    set(v, row);
                }
            }
            v.setValueCount(rows);
        }
    }

    private static byte[] text(int row) {
        return ("text " + "x".repeat(row % 5) + row).getBytes(StandardCharsets.UTF_8);
    }

    private static void set(FieldVector v, int row) {
        if (v instanceof BitVector b) {
            b.setSafe(row, row % 2);
        } else if (v instanceof VarCharVector s) {
            s.setSafe(row, text(row));
        } else if (v instanceof VarBinaryVector s) {
            s.setSafe(row, text(row));
        } else if (v instanceof LargeVarCharVector s) {
            s.setSafe(row, text(row));
        } else if (v instanceof LargeVarBinaryVector s) {
            s.setSafe(row, text(row));
        } else if (v instanceof FixedSizeBinaryVector s) {
            s.setSafe(row, new byte[] {1, 2, (byte) row});
        } else if (v instanceof DecimalVector d) {
            d.setSafe(row, -1000L * row - 7);
        } else if (v instanceof Decimal256Vector d) {
            d.setSafe(row, -1000L * row - 7);
        } else if (v instanceof DateDayVector d) {
            d.setSafe(row, 20_000 + row);
        } else if (v instanceof TimeStampVector t) {
            t.setSafe(row, 1_700_000_000_123_456L + row);
        } else if (v instanceof TimeMilliVector t) {
            t.setSafe(row, row);
        } else if (v instanceof TimeMicroVector t) {
            t.setSafe(row, (long) row);
        } else if (v instanceof DurationVector d) {
            d.setSafe(row, row);
        } else if (v instanceof IntervalYearVector d) {
            d.setSafe(row, row);
        } else if (v instanceof IntervalDayVector d) {
            d.setSafe(row, row, 2);
        } else if (v instanceof IntervalMonthDayNanoVector d) {
            d.setSafe(row, row, 2, 3);
        } else if (v instanceof UInt8Vector u) {
            u.setSafe(row, -1L - row);
        } else if (v instanceof MapVector map) {
            int at = map.startNewValue(row);
            StructVector entries = (StructVector) map.getDataVector();
            entries.setIndexDefined(at);
            ((VarCharVector) entries.getChild("key")).setSafe(at, text(row));
            Fill.set(entries.getChild("value"), at, row);
            map.endValue(row, 1);
        } else if (v instanceof StructVector struct) {
            struct.setIndexDefined(row);
            set(struct.getChild("s"), row);
            Fill.set(struct.getChild("i"), row, row);
        } else if (v.getField().getType().isComplex()) {
            Fill.row(v, row, row, row + 1);
        } else if (!(v.getField().getType() instanceof ArrowType.Null)) {
            Fill.set(v, row, row);
        }
    }

    private static void dense(DenseUnionVector union, int row) {
        byte id = (byte) (row % 2);
        int at = union.getVectorByType(id).getValueCount();
        union.setTypeId(row, id);
        union.getOffsetBuffer().setInt(4L * row, at);
        Fill.set((FieldVector) union.getVectorByType(id), at, row);
        union.getVectorByType(id).setValueCount(at + 1);
    }

    private static void runs(RunEndEncodedVector runs, int rows) {
        runs.allocateNew();
        Fill.set(runs.getRunEndsVector(), 0, 1);
        Fill.set(runs.getRunEndsVector(), 1, rows);
        ((VarCharVector) runs.getValuesVector()).setSafe(0, text(0));
        runs.getRunEndsVector().setValueCount(2);
        runs.getValuesVector().setValueCount(2);
        runs.setValueCount(rows);
    }

    /** A column of indices into a dictionary of four texts, the last one null. */
    static Field dictionaryField(String name, long id, ArrowType.Int indices) {
        return new Field(name, new FieldType(true, Fill.UTF8, new DictionaryEncoding(id, false, indices)), null);
    }

    /** The caller closes the vector that the dictionary holds. */
    static MapDictionaryProvider texts(BufferAllocator allocator, DictionaryEncoding encoding, String... texts) {
        VarCharVector values = new VarCharVector("values", allocator);
        for (int i = 0; i < texts.length; i++) {
            Fill.text(values, i, texts[i]);
        }
        values.setValueCount(texts.length);
        return new MapDictionaryProvider(new Dictionary(values, encoding));
    }
}
