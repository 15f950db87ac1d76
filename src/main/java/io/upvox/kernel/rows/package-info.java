/**
 * Kernels for layers with few input channels in a group: input rows are expanded once into the order of output rows, then an
 * output row is a sum of expanded rows times weight patterns. Where a channel serves one output channel at a stride of 2, even and
 * odd outputs are sums over input rows as they are, woven when they are stored, or, where both have two taps, sums over expanded
 * rows for two planes at once.
 */
@NullMarked
package io.upvox.kernel.rows;

import org.jspecify.annotations.NullMarked;
