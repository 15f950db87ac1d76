package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Transposes 8 vectors of 256 bits in registers: stages that exchange lanes whose numbers differ in one bit. A rearrangement
 * and a blend each, which both JDK 17 and 25 compile to one instruction; two-vector permutations are not.
 */
final class F32Transpose8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> X1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    private static final VectorMask<Float> HIGH1 = VectorMask.fromLong(SPECIES, 0xaaL);
    private static final VectorShuffle<Float> X2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorMask<Float> HIGH2 = VectorMask.fromLong(SPECIES, 0xccL);
    private static final VectorShuffle<Float> X4 = VectorShuffle.fromOp(SPECIES, i -> i ^ 4);
    private static final VectorMask<Float> HIGH4 = VectorMask.fromLong(SPECIES, 0xf0L);

    private F32Transpose8() {}

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
        FloatVector a4 = FloatVector.fromArray(SPECIES, src, base + from[first + 4]);
        FloatVector a5 = FloatVector.fromArray(SPECIES, src, base + from[first + 5]);
        FloatVector a6 = FloatVector.fromArray(SPECIES, src, base + from[first + 6]);
        FloatVector a7 = FloatVector.fromArray(SPECIES, src, base + from[first + 7]);
        if (bias != null) {
            FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt);
            a0 = a0.add(b);
            a1 = a1.add(b);
            a2 = a2.add(b);
            a3 = a3.add(b);
            a4 = a4.add(b);
            a5 = a5.add(b);
            a6 = a6.add(b);
            a7 = a7.add(b);
        }
        FloatVector p0 = a0.blend(a1.rearrange(X1), HIGH1);
        FloatVector p1 = a0.rearrange(X1).blend(a1, HIGH1);
        FloatVector p2 = a2.blend(a3.rearrange(X1), HIGH1);
        FloatVector p3 = a2.rearrange(X1).blend(a3, HIGH1);
        FloatVector p4 = a4.blend(a5.rearrange(X1), HIGH1);
        FloatVector p5 = a4.rearrange(X1).blend(a5, HIGH1);
        FloatVector p6 = a6.blend(a7.rearrange(X1), HIGH1);
        FloatVector p7 = a6.rearrange(X1).blend(a7, HIGH1);
        FloatVector q0 = p0.blend(p2.rearrange(X2), HIGH2);
        FloatVector q2 = p0.rearrange(X2).blend(p2, HIGH2);
        FloatVector q1 = p1.blend(p3.rearrange(X2), HIGH2);
        FloatVector q3 = p1.rearrange(X2).blend(p3, HIGH2);
        FloatVector q4 = p4.blend(p6.rearrange(X2), HIGH2);
        FloatVector q6 = p4.rearrange(X2).blend(p6, HIGH2);
        FloatVector q5 = p5.blend(p7.rearrange(X2), HIGH2);
        FloatVector q7 = p5.rearrange(X2).blend(p7, HIGH2);
        FloatVector r0 = q0.blend(q4.rearrange(X4), HIGH4);
        FloatVector r4 = q0.rearrange(X4).blend(q4, HIGH4);
        FloatVector r1 = q1.blend(q5.rearrange(X4), HIGH4);
        FloatVector r5 = q1.rearrange(X4).blend(q5, HIGH4);
        FloatVector r2 = q2.blend(q6.rearrange(X4), HIGH4);
        FloatVector r6 = q2.rearrange(X4).blend(q6, HIGH4);
        FloatVector r3 = q3.blend(q7.rearrange(X4), HIGH4);
        FloatVector r7 = q3.rearrange(X4).blend(q7, HIGH4);
        r0.intoArray(dst, to);
        r1.intoArray(dst, to + step);
        r2.intoArray(dst, to + 2 * step);
        r3.intoArray(dst, to + 3 * step);
        r4.intoArray(dst, to + 4 * step);
        r5.intoArray(dst, to + 5 * step);
        r6.intoArray(dst, to + 6 * step);
        r7.intoArray(dst, to + 7 * step);
    }
}
