/** The kernel that every other is checked against. */
@NullMarked
package io.upvox.kernel.reference;

import org.jspecify.annotations.NullMarked;
