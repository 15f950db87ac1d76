package io.upvox.format;

import io.upvox.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * A top-level column of a file, in the terms that both Parquet and Arrow share.
 *
 * @param name its name
 * @param kind what it is to the data contract
 * @param element element type of a list or of a struct's data; null where there is none or it is no number of {@link
 *     ElementType}
 * @param tensor what an Arrow tensor extension type says of it, or null
 * @param identifies whether its values can identify a sample: strings and integers
 */
public record ColumnSchema(
        String name,
        Kind kind,
        @Nullable ElementType element,
        @Nullable TensorMetadata tensor,
        boolean identifies) {

    /** What a column is to the data contract. */
    public enum Kind {
        /** struct{data: list&lt;T&gt;, shape: list&lt;int or bigint&gt;}, the storage of arrow.variable_shape_tensor. */
        STRUCT,
        /** list&lt;T&gt;, large list or fixed-size list of numbers. */
        LIST,
        /** list&lt;int&gt; or list&lt;bigint&gt;: may hold shapes, or be a tensor of integers when named as one. */
        INT_LIST,
        /** Bytes. */
        BINARY,
        /** Anything else: passes through. */
        OTHER
    }
}
