package io.upvox.format;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of an input file that go to the output unchanged: all but the tensor column and its shape column, in file
 * order.
 */
public interface PassThroughSchema {
    /** Column names. */
    List<String> names();

    /** Names and types in one line; equal lines mean that files can go into one output. */
    String describe();

    /**
     * The columns as Spark types.
     *
     * @throws io.upvox.tensor.InvalidDataException if a column has a type that Spark cannot hold
     */
    StructType sparkType();

    /**
     * The columns as Arrow fields, with their metadata.
     *
     * @throws io.upvox.tensor.InvalidDataException if a column has a type that Arrow cannot hold
     */
    List<Field> arrowFields();
}
