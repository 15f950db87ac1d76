package io.upvox.format;

import io.upvox.tensor.ElementType;
import io.upvox.tensor.TensorShape;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about the input's columns; null leaves it to the file.
 *
 * @param tensorColumn name of the tensor column
 * @param shapeColumn name of a column of list&lt;int or bigint&gt; that holds each row's shape
 * @param inputShape the shape of every row
 * @param elementType element type of a binary tensor column; float32 when null
 * @param idColumn name of the column that identifies a sample in messages and manifests
 */
public record TensorColumnOptions(
        @Nullable String tensorColumn,
        @Nullable String shapeColumn,
        @Nullable TensorShape inputShape,
        @Nullable ElementType elementType,
        @Nullable String idColumn)
        implements Serializable {
    /** Everything is left to the file. */
    public static final TensorColumnOptions NONE = new TensorColumnOptions(null, null, null, null, null);
}
