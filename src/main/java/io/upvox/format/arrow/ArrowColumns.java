package io.upvox.format.arrow;

import io.upvox.format.ColumnSchema;
import io.upvox.format.ColumnSchema.Kind;
import io.upvox.format.TensorMetadata;
import io.upvox.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What an Arrow schema says of the top-level columns. */
final class ArrowColumns {
    private ArrowColumns() {}

    static List<ColumnSchema> of(String file, Schema schema) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (Field f : schema.getFields()) {
            columns.add(column(file, f));
        }
        return columns;
    }

    private static ColumnSchema column(String file, Field field) {
        TensorMetadata tensor = TensorMetadata.parse(
                "column '" + field.getName() + "' of " + file,
                field.getMetadata().get(TensorMetadata.NAME_KEY),
                field.getMetadata().get(TensorMetadata.METADATA_KEY));
        String name = field.getName();
        ArrowType type = field.getType();
        if (field.getDictionary() != null) {
            return new ColumnSchema(name, Kind.OTHER, null, tensor, isText(type) || type instanceof ArrowType.Int);
        }
        if (type instanceof ArrowType.Struct && field.getChildren().size() == 2) {
            Field data = child(field, "data");
            Field shape = child(field, "shape");
            ElementType element = data == null || !isList(data) ? null : elementType(element(data));
            if (element != null && shape != null && isList(shape) && isShapeElement(element(shape))) {
                return new ColumnSchema(name, Kind.STRUCT, element, tensor, false);
            }
            return new ColumnSchema(name, Kind.OTHER, null, tensor, false);
        }
        if (isList(field)) {
            ElementType element = elementType(element(field));
            if (isShapeElement(element(field))) {
                return new ColumnSchema(name, Kind.INT_LIST, element, tensor, false);
            }
            return new ColumnSchema(name, element == null ? Kind.OTHER : Kind.LIST, element, tensor, false);
        }
        boolean binary = type instanceof ArrowType.Binary || type instanceof ArrowType.LargeBinary;
        boolean identifies = isText(type) || type instanceof ArrowType.Int;
        return new ColumnSchema(name, binary ? Kind.BINARY : Kind.OTHER, null, tensor, identifies);
    }

    private static boolean isText(ArrowType type) {
        return type instanceof ArrowType.Utf8 || type instanceof ArrowType.LargeUtf8;
    }

    private static @Nullable Field child(Field struct, String name) {
        return struct.getChildren().stream()
                .filter(f -> f.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    static boolean isList(Field field) {
        ArrowType t = field.getType();
        return t instanceof ArrowType.List || t instanceof ArrowType.LargeList || t instanceof ArrowType.FixedSizeList;
    }

    static Field element(Field list) {
        return list.getChildren().get(0);
    }

    private static boolean isShapeElement(Field element) {
        return element.getDictionary() == null
                && element.getType() instanceof ArrowType.Int i
                && i.getIsSigned()
                && i.getBitWidth() >= 32;
    }

    /** The element type of a list's field, or null if it is no number that can be converted. */
    static @Nullable ElementType elementType(Field element) {
        if (element.getDictionary() != null) {
            return null;
        }
        if (element.getType() instanceof ArrowType.FloatingPoint f) {
            return switch (f.getPrecision()) {
                case HALF -> ElementType.FLOAT16;
                case SINGLE -> ElementType.FLOAT32;
                case DOUBLE -> ElementType.FLOAT64;
            };
        }
        if (element.getType() instanceof ArrowType.Int i) {
            return switch (i.getBitWidth()) {
                case 8 -> i.getIsSigned() ? ElementType.INT8 : ElementType.UINT8;
                case 16 -> i.getIsSigned() ? ElementType.INT16 : ElementType.UINT16;
                case 32 -> i.getIsSigned() ? ElementType.INT32 : ElementType.UINT32;
                default -> null;
            };
        }
        return null;
    }
}
