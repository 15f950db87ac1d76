package io.upvox.format.arrow;

import io.upvox.format.TensorMetadata;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Fields of the data contract and the values in them. */
final class Fill {
    static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    static final ArrowType INT = new ArrowType.Int(32, true);
    static final ArrowType BIGINT = new ArrowType.Int(64, true);
    static final ArrowType UTF8 = new ArrowType.Utf8();
    static final ArrowType LIST = new ArrowType.List();

    private Fill() {}

    static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    static Field list(String name, ArrowType list, ArrowType element) {
        return field(name, list, field("item", element));
    }

    /** struct{data: list, shape: list of int}, typed as arrow.variable_shape_tensor. */
    static Field tensor(String name) {
        return tensor(name, LIST, FLOAT, new ArrowType.FixedSizeList(4), INT);
    }

    static Field tensor(String name, ArrowType dataList, ArrowType element, ArrowType shapeList, ArrowType extent) {
        Map<String, String> typed = Map.of(
                TensorMetadata.NAME_KEY,
                TensorMetadata.VARIABLE,
                TensorMetadata.METADATA_KEY,
                "{\"dim_names\":[\"C\",\"D\",\"H\",\"W\"]}");
        return new Field(
                name,
                new FieldType(true, new ArrowType.Struct(), null, typed),
                List.of(list("data", dataList, element), list("shape", shapeList, extent)));
    }

    /** The value number i of a row: fits every element type. */
    static float value(int row, int i) {
        return (row * 7 + i) % 120;
    }

    static float[] values(int row, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(row, i);
        }
        return values;
    }

    static void set(FieldVector v, int i, double x) {
        if (v instanceof Float4Vector f) {
            f.setSafe(i, (float) x);
        } else if (v instanceof Float8Vector f) {
            f.setSafe(i, x);
        } else if (v instanceof Float2Vector f) {
            f.setSafeWithPossibleTruncate(i, (float) x);
        } else if (v instanceof TinyIntVector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof UInt1Vector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof SmallIntVector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof UInt2Vector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof IntVector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof UInt4Vector t) {
            t.setSafe(i, (int) x);
        } else if (v instanceof BigIntVector t) {
            t.setSafe(i, (long) x);
        } else {
            throw new AssertionError(v.getField());
        }
    }

    /** Writes a row of any kind of list. */
    static void row(FieldVector v, int row, float... values) {
        if (v instanceof ListVector list) {
            int at = list.startNewValue(row);
            for (int i = 0; i < values.length; i++) {
                set(list.getDataVector(), at + i, values[i]);
            }
            list.endValue(row, values.length);
        } else if (v instanceof LargeListVector list) {
            int at = (int) list.startNewValue(row);
            for (int i = 0; i < values.length; i++) {
                set(list.getDataVector(), at + i, values[i]);
            }
            list.endValue(row, values.length);
        } else if (v instanceof FixedSizeListVector list) {
            int at = list.startNewValue(row);
            for (int i = 0; i < values.length; i++) {
                set(list.getDataVector(), at + i, values[i]);
            }
        } else {
            throw new AssertionError(v.getField());
        }
    }

    /** Writes a row of a struct of data and shape. */
    static void tensor(FieldVector v, int row, float[] values, long... shape) {
        StructVector struct = (StructVector) v;
        struct.setIndexDefined(row);
        row(struct.getChild("data"), row, values);
        float[] dims = new float[shape.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape[i];
        }
        row(struct.getChild("shape"), row, dims);
    }

    static void text(FieldVector v, int row, String text) {
        ((VarCharVector) v).setSafe(row, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
