/** Pictures of volumes for people to look at. */
@NullMarked
package io.upvox.view;

import org.jspecify.annotations.NullMarked;
