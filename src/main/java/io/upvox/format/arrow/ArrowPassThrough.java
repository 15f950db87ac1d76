package io.upvox.format.arrow;

import io.upvox.format.PassThroughSchema;
import io.upvox.tensor.InvalidDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;

/** The columns of an Arrow file that pass through. Dictionary-encoded ones pass on as what they stand for. */
final class ArrowPassThrough implements PassThroughSchema {
    private final String file;
    private final List<Field> decoded;

    ArrowPassThrough(String file, List<Field> stored) {
        this.file = file;
        List<Field> plain = new ArrayList<>();
        for (Field f : stored) {
            for (Field child : f.getChildren()) {
                checkPlain(f, child);
            }
            plain.add(
                    f.getDictionary() == null
                            ? f
                            : new Field(
                                    f.getName(),
                                    new FieldType(f.isNullable(), f.getType(), null, f.getMetadata()),
                                    f.getChildren()));
        }
        decoded = List.copyOf(plain);
    }

    private void checkPlain(Field column, Field field) {
        if (field.getDictionary() != null) {
            throw new InvalidDataException("Cannot read " + file + ": column '" + column.getName()
                    + "' holds a dictionary inside a nested type; write it without dictionaries");
        }
        field.getChildren().forEach(child -> checkPlain(column, child));
    }

    @Override
    public List<String> names() {
        return decoded.stream().map(Field::getName).toList();
    }

    @Override
    public String describe() {
        return "arrow " + decoded;
    }

    @Override
    public StructType sparkType() {
        StructType type = new StructType();
        for (Field f : decoded) {
            type = type.add(sparkField(f));
        }
        return type;
    }

    private StructField sparkField(Field field) {
        try {
            return ArrowUtils.fromArrowSchema(new Schema(List.of(field))).apply(0);
        } catch (RuntimeException e) {
            throw new InvalidDataException(
                    "Cannot pass on column '" + field.getName() + "' of " + file + ": Spark has no type for Arrow's "
                            + field.getType() + " (" + e.getMessage()
                            + "); write the column in another type, or give --format arrow",
                    e);
        }
    }

    @Override
    public List<Field> arrowFields() {
        return decoded;
    }
}
