/**
 * Kernels for layers with few input channels in a group: input rows are expanded once into the order of output rows, then an
 * output row is a sum of expanded rows times weight patterns.
 */
@NullMarked
package io.upvox.kernel.rows;

import org.jspecify.annotations.NullMarked;
