/** Tensors in Arrow IPC files and streams: tensor values move straight between file and array, other columns as Arrow vectors. */
@NullMarked
package io.upvox.format.arrow;

import org.jspecify.annotations.NullMarked;
