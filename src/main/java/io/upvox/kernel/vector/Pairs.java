package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * How two vectors are woven into e0, o0, e1, o1, ...: each is spread by {@link #LOW} for the first half and {@link #HIGH} for
 * the second, and {@link #ODD} takes every other lane of the second vector. Constants only: vectors that are passed to a method
 * may be boxed.
 */
final class Pairs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, i -> L / 2 + i / 2);
    static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    static final VectorShuffle<Float> HALVES = VectorShuffle.fromOp(SPECIES, i -> i % 2 * (L / 2) + i / 2);
    static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xaaaaL & ((1L << L) - 1));

    private Pairs() {}
}
