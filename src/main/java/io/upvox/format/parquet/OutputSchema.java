package io.upvox.format.parquet;

import io.upvox.format.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** The Parquet schema of output files. */
final class OutputSchema {
    private OutputSchema() {}

    /**
     * Columns that pass through, those of slabs, the tensor: a required struct of optional lists (readers restore the tensor
     * type only if everything inside is optional), or a required list for the fixed layout.
     */
    static MessageType of(@Nullable MessageType passThrough, OutputOptions options) {
        List<Type> fields = new ArrayList<>();
        if (passThrough != null) {
            fields.addAll(passThrough.getFields());
        }
        if (options.slabs()) {
            fields.add(Types.required(PrimitiveTypeName.INT32).named(OutputOptions.SLAB_OFFSET));
            fields.add(list(OutputOptions.SLAB_SHAPE, Repetition.REQUIRED, PrimitiveTypeName.INT32));
        }
        if (options.fixedShape() != null) {
            fields.add(list(options.tensorColumn(), Repetition.REQUIRED, PrimitiveTypeName.FLOAT));
        } else {
            fields.add(new GroupType(
                    Repetition.REQUIRED,
                    options.tensorColumn(),
                    list("data", Repetition.OPTIONAL, PrimitiveTypeName.FLOAT),
                    list("shape", Repetition.OPTIONAL, PrimitiveTypeName.INT32)));
        }
        return new MessageType("spark_schema", fields);
    }

    private static GroupType list(String name, Repetition repetition, PrimitiveTypeName element) {
        return ConversionPatterns.listOfElements(
                repetition, name, Types.optional(element).named("element"));
    }
}
