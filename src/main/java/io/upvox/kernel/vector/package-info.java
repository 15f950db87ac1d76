/** Microkernels on the Vector API: the only package that imports jdk.incubator.vector. */
@NullMarked
package io.upvox.kernel.vector;

import org.jspecify.annotations.NullMarked;
