/**
 * Microkernels on the Vector API: the only package that imports jdk.incubator.vector.
 *
 * <p>Loops come in two forms. Those that count terms are cut into strips by C2, which moves checks of bounds out of them.
 * The strips' own counters take some of the 16 general registers, though: with vectors of 512 bits, JDK 17 then kept an
 * address in a vector register, which took up to a sixth of the time. Loops that end where an index that moves by more than
 * 1 meets its end are not cut. A tile is written that way where measuring showed a gain, on JDK 17 or 25, with the width of
 * vectors that it is for.
 *
 * <p>Tiles whose sums may go on from others take where these lie and where the new ones go as arguments of their own, though
 * both are the same place. If C2 knew that, it would hold array and indices in general registers from loading to storing,
 * all through the loop, and an index that the loop needs in a vector register instead: a sixth of the time, in every JVM
 * that has ever gone on from sums. In channel tiles what is loaded from comes first among the arguments: the first six come
 * in registers, the others are fetched from the stack where they are needed, those of the loop after the loading.
 *
 * <p>An operation that no loop has used so far goes into {@link SharedProfiles} as well; a test compares.
 */
@NullMarked
package io.upvox.kernel.vector;

import org.jspecify.annotations.NullMarked;
