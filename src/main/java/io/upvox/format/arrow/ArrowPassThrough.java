package io.upvox.format.arrow;

import io.upvox.format.PassThroughSchema;
import io.upvox.tensor.InvalidDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;

/** The columns of an Arrow file that pass through. Dictionary-encoded ones pass on as what they stand for. */
final class ArrowPassThrough implements PassThroughSchema {
    private final String file;
    private final List<Field> stored;
    private final List<Field> decoded;

    ArrowPassThrough(String file, List<Field> stored) {
        this.file = file;
        this.stored = List.copyOf(stored);
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

    /** The fields as the file stores them. */
    List<Field> stored() {
        return stored;
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
        try {
            return ArrowUtils.fromArrowSchema(new Schema(decoded));
        } catch (RuntimeException | Error e) {
            throw new InvalidDataException(
                    "Cannot pass on the columns of " + file + " (" + decoded + "): " + e.getMessage()
                            + "; write these columns in a type that Spark knows, or write Arrow",
                    e);
        }
    }

    @Override
    public List<Field> arrowFields() {
        return decoded;
    }
}
