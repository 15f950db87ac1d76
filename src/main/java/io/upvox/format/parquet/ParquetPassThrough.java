package io.upvox.format.parquet;

import io.upvox.format.PassThroughSchema;
import io.upvox.tensor.InvalidDataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file that pass through. */
final class ParquetPassThrough implements PassThroughSchema {
    private final String file;
    private final List<Type> fields;
    private final @Nullable Schema arrow;
    private final SparkFooter spark;

    ParquetPassThrough(String file, List<Type> fields, @Nullable Schema arrow, SparkFooter spark) {
        this.file = file;
        this.fields = List.copyOf(fields);
        this.arrow = arrow;
        this.spark = spark;
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

    /**
     * Checks that parquet-java can write the columns: it marks intervals as the type of nulls, and other readers believe it.
     *
     * @throws InvalidDataException if it cannot
     */
    void checkWritable() {
        for (Type field : fields) {
            if (hasInterval(field)) {
                throw new InvalidDataException("Cannot pass on column '" + field.getName() + "' of " + file
                        + ": parquet-java writes Parquet's INTERVAL in a way that others read as nulls; leave the column"
                        + " out or write it as integers");
            }
        }
    }

    private static boolean hasInterval(Type field) {
        return field.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.IntervalLogicalTypeAnnotation
                || (!field.isPrimitive()
                        && field.asGroupType().getFields().stream().anyMatch(ParquetPassThrough::hasInterval));
    }

    /** Footer keys that say by which calendar dates and times count; they go where the values go. */
    Map<String, String> calendar() {
        return spark.calendar();
    }

    @Override
    public String describe() {
        String text = "parquet " + fields;
        StructType stored;
        try {
            stored = stored();
        } catch (InvalidDataException e) {
            return text; // a type that Spark lacks passes from Parquet to Parquet all the same
        }
        StructType declared = spark.refine(stored);
        if (!declared.sql().equals(stored.sql())) {
            text += " declared as " + declared.sql();
        }
        return SparkRows.isLegacy(spark.calendar()) ? text + " in Spark's legacy calendar" : text;
    }

    @Override
    public StructType sparkType() {
        return spark.refine(stored());
    }

    /** The columns as Spark types, as far as the schema says. */
    private StructType stored() {
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

    /** Of the Arrow types in the input's footer, those are taken whose vectors Spark's rows can fill. */
    @Override
    public List<Field> arrowFields() {
        List<Field> result = new ArrayList<>();
        for (StructField column : sparkType().fields()) {
            Field declared = declaredFields().get(column.name());
            result.add(declared != null && holds(declared, column) ? declared : arrowField(column));
        }
        return result;
    }

    /**
     * The columns as Arrow fields for a Parquet footer: the input's own, if its footer has all of them.
     *
     * @throws InvalidDataException if it has not, and a column has a type that Arrow cannot hold
     */
    List<Field> footerFields() {
        Map<String, Field> declared = declaredFields();
        return declared.keySet().containsAll(names())
                ? names().stream().map(declared::get).toList()
                : arrowFields();
    }

    private Map<String, Field> declaredFields() {
        Map<String, Field> declared = new HashMap<>();
        if (arrow != null) {
            arrow.getFields().forEach(f -> declared.put(f.getName(), f));
        }
        return declared;
    }

    private static boolean holds(Field field, StructField column) {
        try {
            return isPlain(field)
                    && DataType.equalsIgnoreNullability(ArrowUtils.fromArrowField(field), column.dataType());
        } catch (RuntimeException e) {
            return false; // a type that Spark lacks
        }
    }

    private static boolean isPlain(Field field) {
        return field.getDictionary() == null && field.getChildren().stream().allMatch(ParquetPassThrough::isPlain);
    }

    private static Field arrowField(StructField column) {
        return ArrowUtils.toArrowSchema(new StructType().add(column), "UTC", true, false)
                .getFields()
                .get(0);
    }
}
