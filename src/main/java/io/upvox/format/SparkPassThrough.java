package io.upvox.format;

import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;

/**
 * Pass-through columns that come from Spark rows rather than from a file.
 *
 * @param sparkType names and types
 */
public record SparkPassThrough(StructType sparkType) implements PassThroughSchema {
    @Override
    public List<String> names() {
        return List.of(sparkType.fieldNames());
    }

    @Override
    public String describe() {
        return "spark " + sparkType.simpleString();
    }

    @Override
    public List<Field> arrowFields() {
        return ArrowUtils.toArrowSchema(sparkType, "UTC", true, false).getFields();
    }

    /** A cursor on rows, in order. */
    public static PassThroughCursor cursor(List<InternalRow> rows) {
        return new PassThroughCursor() {
            private int at;

            @Override
            public void skip(int count) {
                at += count;
            }

            @Override
            public Iterator<InternalRow> next(int count) {
                at += count;
                return rows.subList(at - count, at).iterator();
            }
        };
    }
}
