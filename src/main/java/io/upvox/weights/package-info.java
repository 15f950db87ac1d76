/** Weights from the files in which frameworks save them. */
@NullMarked
package io.upvox.weights;

import org.jspecify.annotations.NullMarked;
