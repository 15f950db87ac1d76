/** Residue classes of outputs: which taps an output of a class sees, and where their inputs lie. */
@NullMarked
package io.upvox.kernel.phase;

import org.jspecify.annotations.NullMarked;
