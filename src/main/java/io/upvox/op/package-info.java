/** The operation: parameters, weights, problems and output shapes of ConvTranspose3d. */
@NullMarked
package io.upvox.op;

import org.jspecify.annotations.NullMarked;
