package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Transposes 4 vectors of 128 bits in registers: stages that exchange lanes whose numbers differ in one bit. A rearrangement
 * and a blend each, which both JDK 17 and 25 compile to one instruction; two-vector permutations are not.
 */
final class F32Transpose4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> X1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    private static final VectorMask<Float> HIGH1 = VectorMask.fromLong(SPECIES, 0xaL);
    private static final VectorShuffle<Float> X2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorMask<Float> HIGH2 = VectorMask.fromLong(SPECIES, 0xcL);

    private F32Transpose4() {}

    /**
     * Transposes a block.
     *
     * @param src holds the vectors
     * @param base added to all addresses of {@code from}
     * @param from addresses of the vectors
     * @param first index of the first vector's address
     * @param dst receives lane i of all vectors side by side at {@code to + i*step}
     * @param to where lane 0 goes
     * @param step distance of the lanes
     * @param bias added to the vectors first, from {@code biasAt}; null for none
     * @param biasAt index of lane 0's bias
     */
    static void run(
            float[] src,
            int base,
            int[] from,
            int first,
            float[] dst,
            int to,
            int step,
            float @Nullable [] bias,
            int biasAt) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, src, base + from[first]);
        FloatVector a1 = FloatVector.fromArray(SPECIES, src, base + from[first + 1]);
        FloatVector a2 = FloatVector.fromArray(SPECIES, src, base + from[first + 2]);
        FloatVector a3 = FloatVector.fromArray(SPECIES, src, base + from[first + 3]);
        if (bias != null) {
            FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt);
            a0 = a0.add(b);
            a1 = a1.add(b);
            a2 = a2.add(b);
            a3 = a3.add(b);
        }
        FloatVector p0 = a0.blend(a1.rearrange(X1), HIGH1);
        FloatVector p1 = a0.rearrange(X1).blend(a1, HIGH1);
        FloatVector p2 = a2.blend(a3.rearrange(X1), HIGH1);
        FloatVector p3 = a2.rearrange(X1).blend(a3, HIGH1);
        FloatVector q0 = p0.blend(p2.rearrange(X2), HIGH2);
        FloatVector q2 = p0.rearrange(X2).blend(p2, HIGH2);
        FloatVector q1 = p1.blend(p3.rearrange(X2), HIGH2);
        FloatVector q3 = p1.rearrange(X2).blend(p3, HIGH2);
        q0.intoArray(dst, to);
        q1.intoArray(dst, to + step);
        q2.intoArray(dst, to + 2 * step);
        q3.intoArray(dst, to + 3 * step);
    }
}
