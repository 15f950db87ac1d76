/** Kernels that compute ConvTranspose3d, the ordered list of them, and the plan that says which runs and why. */
@NullMarked
package io.upvox.kernel;

import org.jspecify.annotations.NullMarked;
