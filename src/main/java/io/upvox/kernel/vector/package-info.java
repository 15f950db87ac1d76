/**
 * Microkernels on the Vector API: the only package that imports jdk.incubator.vector.
 *
 * <p>Loops come in two forms. Those that count terms are cut into strips by C2, which moves checks of bounds out of them. The
 * strips' own counters take some of the 16 general registers, though; where terms read three arrays, JDK 17 then keeps an address
 * in a vector register, which took up to a fifth of the time. Loops that end where an index that moves by more than 1 meets its
 * end are not cut; their checks fit beside the products. The longer tiles are written that way, the shorter ones count: as measured, with
 * vectors of 512 and of 256 bits on JDK 17 and 25.
 */
@NullMarked
package io.upvox.kernel.vector;

import org.jspecify.annotations.NullMarked;
