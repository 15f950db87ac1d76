/** Tensors in Parquet: column pages read and written by bulk copy, everything else by parquet-java. */
@NullMarked
package io.upvox.format.parquet;

import org.jspecify.annotations.NullMarked;
