package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Transposes 16 vectors of 512 bits in registers: stages that exchange lanes whose numbers differ in one bit, each by a
 * rearrangement and a blend. The upper and the lower half of the lanes one after the other: compilers work on all vectors of a
 * stage at once, and 16 with what is made of them do not fit 32 registers. Each half is written out: vectors that are passed to a
 * method may be boxed.
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
    private static final VectorShuffle<Float> LOWS = VectorShuffle.fromOp(SPECIES, i -> i % 8);
    private static final VectorShuffle<Float> HIGHS = VectorShuffle.fromOp(SPECIES, i -> 8 + i % 8);

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
        low(src, base, from, first, dst, to, step, bias, biasAt);
        high(src, base, from, first, dst, to, step, bias, biasAt);
    }

    private static void low(
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
        FloatVector p0 = a0.blend(a8.rearrange(X8), HIGH8);
        FloatVector p1 = a1.blend(a9.rearrange(X8), HIGH8);
        FloatVector p2 = a2.blend(a10.rearrange(X8), HIGH8);
        FloatVector p3 = a3.blend(a11.rearrange(X8), HIGH8);
        FloatVector p4 = a4.blend(a12.rearrange(X8), HIGH8);
        FloatVector p5 = a5.blend(a13.rearrange(X8), HIGH8);
        FloatVector p6 = a6.blend(a14.rearrange(X8), HIGH8);
        FloatVector p7 = a7.blend(a15.rearrange(X8), HIGH8);
        if (bias != null) {
            FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt).rearrange(LOWS);
            p0 = p0.add(b);
            p1 = p1.add(b);
            p2 = p2.add(b);
            p3 = p3.add(b);
            p4 = p4.add(b);
            p5 = p5.add(b);
            p6 = p6.add(b);
            p7 = p7.add(b);
        }
        FloatVector q0 = p0.blend(p4.rearrange(X4), HIGH4);
        FloatVector q4 = p0.rearrange(X4).blend(p4, HIGH4);
        FloatVector q1 = p1.blend(p5.rearrange(X4), HIGH4);
        FloatVector q5 = p1.rearrange(X4).blend(p5, HIGH4);
        FloatVector q2 = p2.blend(p6.rearrange(X4), HIGH4);
        FloatVector q6 = p2.rearrange(X4).blend(p6, HIGH4);
        FloatVector q3 = p3.blend(p7.rearrange(X4), HIGH4);
        FloatVector q7 = p3.rearrange(X4).blend(p7, HIGH4);
        FloatVector r0 = q0.blend(q2.rearrange(X2), HIGH2);
        FloatVector r2 = q0.rearrange(X2).blend(q2, HIGH2);
        FloatVector r1 = q1.blend(q3.rearrange(X2), HIGH2);
        FloatVector r3 = q1.rearrange(X2).blend(q3, HIGH2);
        FloatVector r4 = q4.blend(q6.rearrange(X2), HIGH2);
        FloatVector r6 = q4.rearrange(X2).blend(q6, HIGH2);
        FloatVector r5 = q5.blend(q7.rearrange(X2), HIGH2);
        FloatVector r7 = q5.rearrange(X2).blend(q7, HIGH2);
        FloatVector s0 = r0.blend(r1.rearrange(X1), HIGH1);
        FloatVector s1 = r0.rearrange(X1).blend(r1, HIGH1);
        FloatVector s2 = r2.blend(r3.rearrange(X1), HIGH1);
        FloatVector s3 = r2.rearrange(X1).blend(r3, HIGH1);
        FloatVector s4 = r4.blend(r5.rearrange(X1), HIGH1);
        FloatVector s5 = r4.rearrange(X1).blend(r5, HIGH1);
        FloatVector s6 = r6.blend(r7.rearrange(X1), HIGH1);
        FloatVector s7 = r6.rearrange(X1).blend(r7, HIGH1);
        s0.intoArray(dst, to);
        s1.intoArray(dst, to + step);
        s2.intoArray(dst, to + 2 * step);
        s3.intoArray(dst, to + 3 * step);
        s4.intoArray(dst, to + 4 * step);
        s5.intoArray(dst, to + 5 * step);
        s6.intoArray(dst, to + 6 * step);
        s7.intoArray(dst, to + 7 * step);
    }

    private static void high(
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
        FloatVector p0 = a0.rearrange(X8).blend(a8, HIGH8);
        FloatVector p1 = a1.rearrange(X8).blend(a9, HIGH8);
        FloatVector p2 = a2.rearrange(X8).blend(a10, HIGH8);
        FloatVector p3 = a3.rearrange(X8).blend(a11, HIGH8);
        FloatVector p4 = a4.rearrange(X8).blend(a12, HIGH8);
        FloatVector p5 = a5.rearrange(X8).blend(a13, HIGH8);
        FloatVector p6 = a6.rearrange(X8).blend(a14, HIGH8);
        FloatVector p7 = a7.rearrange(X8).blend(a15, HIGH8);
        if (bias != null) {
            FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt).rearrange(HIGHS);
            p0 = p0.add(b);
            p1 = p1.add(b);
            p2 = p2.add(b);
            p3 = p3.add(b);
            p4 = p4.add(b);
            p5 = p5.add(b);
            p6 = p6.add(b);
            p7 = p7.add(b);
        }
        FloatVector q0 = p0.blend(p4.rearrange(X4), HIGH4);
        FloatVector q4 = p0.rearrange(X4).blend(p4, HIGH4);
        FloatVector q1 = p1.blend(p5.rearrange(X4), HIGH4);
        FloatVector q5 = p1.rearrange(X4).blend(p5, HIGH4);
        FloatVector q2 = p2.blend(p6.rearrange(X4), HIGH4);
        FloatVector q6 = p2.rearrange(X4).blend(p6, HIGH4);
        FloatVector q3 = p3.blend(p7.rearrange(X4), HIGH4);
        FloatVector q7 = p3.rearrange(X4).blend(p7, HIGH4);
        FloatVector r0 = q0.blend(q2.rearrange(X2), HIGH2);
        FloatVector r2 = q0.rearrange(X2).blend(q2, HIGH2);
        FloatVector r1 = q1.blend(q3.rearrange(X2), HIGH2);
        FloatVector r3 = q1.rearrange(X2).blend(q3, HIGH2);
        FloatVector r4 = q4.blend(q6.rearrange(X2), HIGH2);
        FloatVector r6 = q4.rearrange(X2).blend(q6, HIGH2);
        FloatVector r5 = q5.blend(q7.rearrange(X2), HIGH2);
        FloatVector r7 = q5.rearrange(X2).blend(q7, HIGH2);
        FloatVector s0 = r0.blend(r1.rearrange(X1), HIGH1);
        FloatVector s1 = r0.rearrange(X1).blend(r1, HIGH1);
        FloatVector s2 = r2.blend(r3.rearrange(X1), HIGH1);
        FloatVector s3 = r2.rearrange(X1).blend(r3, HIGH1);
        FloatVector s4 = r4.blend(r5.rearrange(X1), HIGH1);
        FloatVector s5 = r4.rearrange(X1).blend(r5, HIGH1);
        FloatVector s6 = r6.blend(r7.rearrange(X1), HIGH1);
        FloatVector s7 = r6.rearrange(X1).blend(r7, HIGH1);
        s0.intoArray(dst, to + 8 * step);
        s1.intoArray(dst, to + 9 * step);
        s2.intoArray(dst, to + 10 * step);
        s3.intoArray(dst, to + 11 * step);
        s4.intoArray(dst, to + 12 * step);
        s5.intoArray(dst, to + 13 * step);
        s6.intoArray(dst, to + 14 * step);
        s7.intoArray(dst, to + 15 * step);
    }
}
