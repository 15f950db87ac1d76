package io.upvox.format;

import io.upvox.tensor.ElementType;
import io.upvox.tensor.TensorShape;
import org.jspecify.annotations.Nullable;

/**
 * The tensor column of a file: where the values are and where the shape comes from.
 *
 * @param name column name
 * @param form how the values are stored
 * @param element element type in the file; float32 for NPY, where each value's header says it
 * @param shapeColumn column that holds each row's shape, or null
 * @param fixedShape shape of every row, or null
 */
public record TensorColumn(
        String name,
        Form form,
        ElementType element,
        @Nullable String shapeColumn,
        @Nullable TensorShape fixedShape) {

    /** How values are stored. */
    public enum Form {
        /** struct{data, shape}. */
        STRUCT,
        /** list of elements; the shape is the shape column's or fixed. */
        LIST,
        /** little-endian bytes; the shape is the shape column's or fixed. */
        BINARY,
        /** bytes of a .npy file, with a header of its own. */
        NPY
    }
}
