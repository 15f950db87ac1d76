/**
 * Kernels that compute with fewer products (Winograd, Toom-Cook): outputs of a stride phase are computed two at a time on an
 * axis, from sums of inputs and sums of weights.
 */
@NullMarked
package io.upvox.kernel.toomcook;

import org.jspecify.annotations.NullMarked;
