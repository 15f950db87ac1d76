package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;

/** What the Vector API offers on this machine. */
public final class VectorFacts {
    private VectorFacts() {}

    /** Bits of the preferred float vector. */
    public static int vectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
