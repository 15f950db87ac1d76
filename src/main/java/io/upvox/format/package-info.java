/**
 * Tensor columns in files: what the schema says about them, reading one sample at a time, writing one block of output at a
 * time.
 */
@NullMarked
package io.upvox.format;

import org.jspecify.annotations.NullMarked;
