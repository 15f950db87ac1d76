package io.upvox.format.parquet;

import io.upvox.format.PassThroughSchema;
import io.upvox.tensor.InvalidDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file that pass through. */
final class ParquetPassThrough implements PassThroughSchema {
    private final String file;
    private final List<Type> fields;
    private final @Nullable Schema arrow;

    ParquetPassThrough(String file, List<Type> fields, @Nullable Schema arrow) {
        this.file = file;
        this.fields = List.copyOf(fields);
        this.arrow = arrow;
    }

    /** The columns as a Parquet schema, names, annotations and field ids kept; null if there are none. */
    @Nullable
    MessageType message() {
        return fields.isEmpty() ? null : new MessageType("spark_schema", new ArrayList<>(fields));
    }

    @Override
    public List<String> names() {
        return fields.stream().map(Type::getName).toList();
    }

    @Override
    public String describe() {
        return "parquet " + fields;
    }

    @Override
    public StructType sparkType() {
        if (fields.isEmpty()) {
            return new StructType();
        }
        try {
            return SparkRows.sparkType(new MessageType("spark_schema", new ArrayList<>(fields)));
        } catch (Exception | Error e) { // Spark's AnalysisException is a checked one, though Scala does not declare it
            throw new InvalidDataException(
                    "Cannot pass on the columns of " + file + ": " + ParquetFooter.firstLine(e)
                            + "; write these columns in a type that Spark knows, or write Parquet",
                    e);
        }
    }

    @Override
    public List<Field> arrowFields() {
        List<Field> result = new ArrayList<>();
        if (arrow != null) {
            for (Type t : fields) {
                arrow.getFields().stream()
                        .filter(f -> f.getName().equals(t.getName()))
                        .forEach(result::add);
            }
            if (result.size() == fields.size()) {
                return result;
            }
        }
        return ArrowUtils.toArrowSchema(sparkType(), "UTC", true, false).getFields();
    }
}
