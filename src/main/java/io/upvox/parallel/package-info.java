/** Intra-op threads: one pool per JVM. */
@NullMarked
package io.upvox.parallel;

import org.jspecify.annotations.NullMarked;
