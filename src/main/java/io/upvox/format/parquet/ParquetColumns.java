package io.upvox.format.parquet;

import io.upvox.format.ColumnSchema;
import io.upvox.format.ColumnSchema.Kind;
import io.upvox.format.TensorMetadata;
import io.upvox.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** What a Parquet schema, and the Arrow schema that may lie beside it, say of the top-level columns. */
final class ParquetColumns {
    private ParquetColumns() {}

    /**
     * All top-level columns, in order.
     *
     * @param arrow the footer's Arrow schema, or null
     */
    static List<ColumnSchema> of(String file, MessageType schema, @Nullable Schema arrow) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (Type field : schema.getFields()) {
            TensorMetadata tensor = tensor(file, field.getName(), arrow);
            columns.add(column(field, tensor));
        }
        return columns;
    }

    private static @Nullable TensorMetadata tensor(String file, String name, @Nullable Schema arrow) {
        if (arrow == null) {
            return null;
        }
        for (Field f : arrow.getFields()) {
            if (f.getName().equals(name)) {
                return TensorMetadata.parse(
                        "column '" + name + "' of " + file,
                        f.getMetadata().get(TensorMetadata.NAME_KEY),
                        f.getMetadata().get(TensorMetadata.METADATA_KEY));
            }
        }
        return null;
    }

    private static ColumnSchema column(Type field, @Nullable TensorMetadata tensor) {
        if (field.isPrimitive()) {
            PrimitiveType p = field.asPrimitiveType();
            boolean single = !field.isRepetition(Type.Repetition.REPEATED);
            boolean bytes = p.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
            boolean text = bytes && p.getLogicalTypeAnnotation() != null;
            boolean integer = p.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                    || p.getPrimitiveTypeName() == PrimitiveTypeName.INT64;
            Kind kind = bytes && !text && single ? Kind.BINARY : Kind.OTHER;
            return new ColumnSchema(field.getName(), kind, null, tensor, single && (text || integer));
        }
        PrimitiveType element = listElement(field);
        if (element != null) {
            return list(field.getName(), element, tensor);
        }
        GroupType group = field.asGroupType();
        if (group.containsField("data") && group.containsField("shape") && group.getFieldCount() == 2) {
            PrimitiveType data = listElement(group.getType("data"));
            PrimitiveType shape = listElement(group.getType("shape"));
            ElementType type = data == null ? null : elementType(data);
            if (type != null && shape != null && isShapeElement(shape)) {
                return new ColumnSchema(field.getName(), Kind.STRUCT, type, tensor, false);
            }
        }
        return new ColumnSchema(field.getName(), Kind.OTHER, null, tensor, false);
    }

    private static ColumnSchema list(String name, PrimitiveType element, @Nullable TensorMetadata tensor) {
        ElementType type = elementType(element);
        if (isShapeElement(element)) {
            return new ColumnSchema(name, Kind.INT_LIST, type, tensor, false);
        }
        return new ColumnSchema(name, type == null ? Kind.OTHER : Kind.LIST, type, tensor, false);
    }

    /** Whether a column may hold shapes: a list of signed integers of 32 or 64 bits. */
    static boolean isShape(Type field) {
        PrimitiveType element = listElement(field);
        return element != null && isShapeElement(element);
    }

    /** Signed 32 and 64 bit integers, in which shapes are given. */
    private static boolean isShapeElement(PrimitiveType element) {
        LogicalTypeAnnotation annotation = element.getLogicalTypeAnnotation();
        boolean wide = annotation == null
                || (annotation instanceof IntLogicalTypeAnnotation i && i.isSigned() && i.getBitWidth() >= 32);
        return wide
                && (element.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                        || element.getPrimitiveTypeName() == PrimitiveTypeName.INT64);
    }

    /** The primitive element of a list of one level, in any of the ways in which writers spell lists; null if it is none. */
    private static @Nullable PrimitiveType listElement(Type field) {
        if (field.isPrimitive()
                || !(field.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation)) {
            return null;
        }
        GroupType list = field.asGroupType();
        if (list.getFieldCount() != 1 || !list.getType(0).isRepetition(Type.Repetition.REPEATED)) {
            return null;
        }
        Type repeated = list.getType(0);
        if (repeated.isPrimitive()) {
            return repeated.asPrimitiveType(); // the two-level form of old writers
        }
        GroupType middle = repeated.asGroupType();
        boolean single = middle.getFieldCount() == 1
                && middle.getType(0).isPrimitive()
                && !middle.getType(0).isRepetition(Type.Repetition.REPEATED);
        return single ? middle.getType(0).asPrimitiveType() : null;
    }

    /** How values are stored, as an element type; null if it is no number that can be converted. */
    static @Nullable ElementType elementType(PrimitiveType element) {
        LogicalTypeAnnotation annotation = element.getLogicalTypeAnnotation();
        return switch (element.getPrimitiveTypeName()) {
            case FLOAT -> ElementType.FLOAT32;
            case DOUBLE -> ElementType.FLOAT64;
            case INT32 -> {
                if (annotation == null) {
                    yield ElementType.INT32;
                }
                // Narrow integers are stored as 32 bits: only the widest unsigned one reads differently.
                if (annotation instanceof IntLogicalTypeAnnotation i) {
                    yield !i.isSigned() && i.getBitWidth() == 32 ? ElementType.UINT32 : ElementType.INT32;
                }
                yield null;
            }
            case FIXED_LEN_BYTE_ARRAY ->
                annotation instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation ? ElementType.FLOAT16 : null;
            default -> null;
        };
    }

    /** The one leaf below a path. */
    static ColumnDescriptor leaf(MessageType schema, String... path) {
        for (ColumnDescriptor c : schema.getColumns()) {
            String[] p = c.getPath();
            if (p.length >= path.length && java.util.Arrays.equals(p, 0, path.length, path, 0, path.length)) {
                return c;
            }
        }
        throw new IllegalArgumentException("no column " + String.join(".", path));
    }
}
