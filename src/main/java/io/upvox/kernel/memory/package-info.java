/** Scratch memory that lies where vectors are read and written fastest. */
@NullMarked
package io.upvox.kernel.memory;

import org.jspecify.annotations.NullMarked;
