/** Shapes, extents and element types: sizes in elements, long and checked. */
@NullMarked
package io.upvox.tensor;

import org.jspecify.annotations.NullMarked;
