/** Inner loops that several kernels share, as interfaces, and in plain Java. */
@NullMarked
package io.upvox.kernel.tile;

import org.jspecify.annotations.NullMarked;
