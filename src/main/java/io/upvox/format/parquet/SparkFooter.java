package io.upvox.format.parquet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.jspecify.annotations.Nullable;

/**
 * What Spark says of a Parquet file in its footer, beside the schema.
 *
 * @param declared the columns as Spark types, or null: tells intervals from integers, and holds the columns' metadata
 * @param calendar who wrote the file and by which calendar its dates and times count, as footer keys; empty for files that
 *     Spark did not write
 */
record SparkFooter(@Nullable StructType declared, Map<String, String> calendar) {
    /** Footer key of the Spark types. */
    static final String TYPE_KEY = "org.apache.spark.sql.parquet.row.metadata";

    private static final List<String> CALENDAR_KEYS = List.of(
            "org.apache.spark.version",
            "org.apache.spark.timeZone",
            "org.apache.spark.legacyDateTime",
            "org.apache.spark.legacyINT96");

    /** From a footer's key-value pairs. Types that this Spark cannot read are left out, as Spark does. */
    static SparkFooter of(Map<String, String> keys) {
        Map<String, String> calendar = new TreeMap<>(keys);
        calendar.keySet().retainAll(CALENDAR_KEYS);
        StructType declared = null;
        String json = keys.get(TYPE_KEY);
        if (json != null) {
            try {
                declared = DataType.fromJson(json) instanceof StructType struct ? struct : null;
            } catch (Exception e) { // damage, or a type of another Spark; Scala declares no checked exceptions
                declared = null;
            }
        }
        return new SparkFooter(declared, Map.copyOf(calendar));
    }

    /**
     * The types of columns as they were declared, where what is stored can be that.
     *
     * @param stored the types that the file's schema says
     */
    StructType refine(StructType stored) {
        StructType types = declared;
        if (types == null) {
            return stored;
        }
        StructType result = new StructType();
        for (StructField field : stored.fields()) {
            StructField said = List.of(types.fieldNames()).contains(field.name()) ? types.apply(field.name()) : field;
            result = result.add(
                    holds(field.dataType(), said.dataType())
                            ? new StructField(field.name(), said.dataType(), field.nullable(), said.metadata())
                            : field);
        }
        return result;
    }

    /** Whether what is stored as one type can have been declared as another. */
    private static boolean holds(DataType stored, DataType declared) {
        if (declared instanceof YearMonthIntervalType) {
            return stored.equals(DataTypes.IntegerType) || stored.equals(declared);
        } else if (declared instanceof DayTimeIntervalType) {
            return stored.equals(DataTypes.LongType) || stored.equals(declared);
        } else if (declared instanceof VariantType) {
            return stored.equals(declared)
                    || (stored instanceof StructType s
                            && List.of(s.fieldNames()).containsAll(List.of("value", "metadata")));
        } else if (declared instanceof StringType) {
            return stored instanceof StringType; // of whatever collation
        } else if (declared instanceof ArrayType d) {
            return stored instanceof ArrayType s && holds(s.elementType(), d.elementType());
        } else if (declared instanceof MapType d) {
            return stored instanceof MapType s
                    && holds(s.keyType(), d.keyType())
                    && holds(s.valueType(), d.valueType());
        } else if (declared instanceof StructType d) {
            return stored instanceof StructType s && holds(s, d);
        }
        return stored.equals(declared);
    }

    private static boolean holds(StructType stored, StructType declared) {
        if (!List.of(stored.fieldNames()).equals(List.of(declared.fieldNames()))) {
            return false;
        }
        for (int i = 0; i < stored.size(); i++) {
            if (!holds(stored.fields()[i].dataType(), declared.fields()[i].dataType())) {
                return false;
            }
        }
        return true;
    }
}
