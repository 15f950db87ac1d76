package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Transposes 16 vectors of 512 bits in registers: stages that exchange lanes whose numbers differ in one bit. A rearrangement
 * and a blend each, which both JDK 17 and 25 compile to one instruction; two-vector permutations are not.
 */
final class F32Transpose16 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
    private static final VectorShuffle<Float> X1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    private static final VectorMask<Float> HIGH1 = VectorMask.fromLong(SPECIES, 0xaaaaL);
    private static final VectorShuffle<Float> X2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorMask<Float> HIGH2 = VectorMask.fromLong(SPECIES, 0xccccL);
    private static final VectorShuffle<Float> X4 = VectorShuffle.fromOp(SPECIES, i -> i ^ 4);
    private static final VectorMask<Float> HIGH4 = VectorMask.fromLong(SPECIES, 0xf0f0L);
    private static final VectorShuffle<Float> X8 = VectorShuffle.fromOp(SPECIES, i -> i ^ 8);
    private static final VectorMask<Float> HIGH8 = VectorMask.fromLong(SPECIES, 0xff00L);

    private F32Transpose16() {}

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
        FloatVector a8 = FloatVector.fromArray(SPECIES, src, base + from[first + 8]);
        FloatVector a9 = FloatVector.fromArray(SPECIES, src, base + from[first + 9]);
        FloatVector a10 = FloatVector.fromArray(SPECIES, src, base + from[first + 10]);
        FloatVector a11 = FloatVector.fromArray(SPECIES, src, base + from[first + 11]);
        FloatVector a12 = FloatVector.fromArray(SPECIES, src, base + from[first + 12]);
        FloatVector a13 = FloatVector.fromArray(SPECIES, src, base + from[first + 13]);
        FloatVector a14 = FloatVector.fromArray(SPECIES, src, base + from[first + 14]);
        FloatVector a15 = FloatVector.fromArray(SPECIES, src, base + from[first + 15]);
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
            a8 = a8.add(b);
            a9 = a9.add(b);
            a10 = a10.add(b);
            a11 = a11.add(b);
            a12 = a12.add(b);
            a13 = a13.add(b);
            a14 = a14.add(b);
            a15 = a15.add(b);
        }
        FloatVector p0 = a0.blend(a1.rearrange(X1), HIGH1);
        FloatVector p1 = a0.rearrange(X1).blend(a1, HIGH1);
        FloatVector p2 = a2.blend(a3.rearrange(X1), HIGH1);
        FloatVector p3 = a2.rearrange(X1).blend(a3, HIGH1);
        FloatVector p4 = a4.blend(a5.rearrange(X1), HIGH1);
        FloatVector p5 = a4.rearrange(X1).blend(a5, HIGH1);
        FloatVector p6 = a6.blend(a7.rearrange(X1), HIGH1);
        FloatVector p7 = a6.rearrange(X1).blend(a7, HIGH1);
        FloatVector p8 = a8.blend(a9.rearrange(X1), HIGH1);
        FloatVector p9 = a8.rearrange(X1).blend(a9, HIGH1);
        FloatVector p10 = a10.blend(a11.rearrange(X1), HIGH1);
        FloatVector p11 = a10.rearrange(X1).blend(a11, HIGH1);
        FloatVector p12 = a12.blend(a13.rearrange(X1), HIGH1);
        FloatVector p13 = a12.rearrange(X1).blend(a13, HIGH1);
        FloatVector p14 = a14.blend(a15.rearrange(X1), HIGH1);
        FloatVector p15 = a14.rearrange(X1).blend(a15, HIGH1);
        FloatVector q0 = p0.blend(p2.rearrange(X2), HIGH2);
        FloatVector q2 = p0.rearrange(X2).blend(p2, HIGH2);
        FloatVector q1 = p1.blend(p3.rearrange(X2), HIGH2);
        FloatVector q3 = p1.rearrange(X2).blend(p3, HIGH2);
        FloatVector q4 = p4.blend(p6.rearrange(X2), HIGH2);
        FloatVector q6 = p4.rearrange(X2).blend(p6, HIGH2);
        FloatVector q5 = p5.blend(p7.rearrange(X2), HIGH2);
        FloatVector q7 = p5.rearrange(X2).blend(p7, HIGH2);
        FloatVector q8 = p8.blend(p10.rearrange(X2), HIGH2);
        FloatVector q10 = p8.rearrange(X2).blend(p10, HIGH2);
        FloatVector q9 = p9.blend(p11.rearrange(X2), HIGH2);
        FloatVector q11 = p9.rearrange(X2).blend(p11, HIGH2);
        FloatVector q12 = p12.blend(p14.rearrange(X2), HIGH2);
        FloatVector q14 = p12.rearrange(X2).blend(p14, HIGH2);
        FloatVector q13 = p13.blend(p15.rearrange(X2), HIGH2);
        FloatVector q15 = p13.rearrange(X2).blend(p15, HIGH2);
        FloatVector r0 = q0.blend(q4.rearrange(X4), HIGH4);
        FloatVector r4 = q0.rearrange(X4).blend(q4, HIGH4);
        FloatVector r1 = q1.blend(q5.rearrange(X4), HIGH4);
        FloatVector r5 = q1.rearrange(X4).blend(q5, HIGH4);
        FloatVector r2 = q2.blend(q6.rearrange(X4), HIGH4);
        FloatVector r6 = q2.rearrange(X4).blend(q6, HIGH4);
        FloatVector r3 = q3.blend(q7.rearrange(X4), HIGH4);
        FloatVector r7 = q3.rearrange(X4).blend(q7, HIGH4);
        FloatVector r8 = q8.blend(q12.rearrange(X4), HIGH4);
        FloatVector r12 = q8.rearrange(X4).blend(q12, HIGH4);
        FloatVector r9 = q9.blend(q13.rearrange(X4), HIGH4);
        FloatVector r13 = q9.rearrange(X4).blend(q13, HIGH4);
        FloatVector r10 = q10.blend(q14.rearrange(X4), HIGH4);
        FloatVector r14 = q10.rearrange(X4).blend(q14, HIGH4);
        FloatVector r11 = q11.blend(q15.rearrange(X4), HIGH4);
        FloatVector r15 = q11.rearrange(X4).blend(q15, HIGH4);
        FloatVector s0 = r0.blend(r8.rearrange(X8), HIGH8);
        FloatVector s8 = r0.rearrange(X8).blend(r8, HIGH8);
        FloatVector s1 = r1.blend(r9.rearrange(X8), HIGH8);
        FloatVector s9 = r1.rearrange(X8).blend(r9, HIGH8);
        FloatVector s2 = r2.blend(r10.rearrange(X8), HIGH8);
        FloatVector s10 = r2.rearrange(X8).blend(r10, HIGH8);
        FloatVector s3 = r3.blend(r11.rearrange(X8), HIGH8);
        FloatVector s11 = r3.rearrange(X8).blend(r11, HIGH8);
        FloatVector s4 = r4.blend(r12.rearrange(X8), HIGH8);
        FloatVector s12 = r4.rearrange(X8).blend(r12, HIGH8);
        FloatVector s5 = r5.blend(r13.rearrange(X8), HIGH8);
        FloatVector s13 = r5.rearrange(X8).blend(r13, HIGH8);
        FloatVector s6 = r6.blend(r14.rearrange(X8), HIGH8);
        FloatVector s14 = r6.rearrange(X8).blend(r14, HIGH8);
        FloatVector s7 = r7.blend(r15.rearrange(X8), HIGH8);
        FloatVector s15 = r7.rearrange(X8).blend(r15, HIGH8);
        s0.intoArray(dst, to);
        s1.intoArray(dst, to + step);
        s2.intoArray(dst, to + 2 * step);
        s3.intoArray(dst, to + 3 * step);
        s4.intoArray(dst, to + 4 * step);
        s5.intoArray(dst, to + 5 * step);
        s6.intoArray(dst, to + 6 * step);
        s7.intoArray(dst, to + 7 * step);
        s8.intoArray(dst, to + 8 * step);
        s9.intoArray(dst, to + 9 * step);
        s10.intoArray(dst, to + 10 * step);
        s11.intoArray(dst, to + 11 * step);
        s12.intoArray(dst, to + 12 * step);
        s13.intoArray(dst, to + 13 * step);
        s14.intoArray(dst, to + 14 * step);
        s15.intoArray(dst, to + 15 * step);
    }
}
