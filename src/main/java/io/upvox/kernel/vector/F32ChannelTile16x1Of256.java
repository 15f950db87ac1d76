package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop for 16 voxels and 1 vector of output channels, of 256 bits: 16 accumulators that live across all terms.
 *
 * <p>One flat loop, written out: accumulators in nested loops or arrays are boxed by JDK 17's compiler.
 */
final class F32ChannelTile16x1Of256 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    private F32ChannelTile16x1Of256() {}

    static void run(
            float @Nullable [] start,
            int startAt,
            float[] x,
            int[] offsets,
            float[] panels,
            int base,
            int first,
            int last,
            int panel,
            int width,
            float[] sums,
            int at) {
        FloatVector s0a;
        FloatVector s1a;
        FloatVector s2a;
        FloatVector s3a;
        FloatVector s4a;
        FloatVector s5a;
        FloatVector s6a;
        FloatVector s7a;
        FloatVector s8a;
        FloatVector s9a;
        FloatVector s10a;
        FloatVector s11a;
        FloatVector s12a;
        FloatVector s13a;
        FloatVector s14a;
        FloatVector s15a;
        if (start != null) {
            s0a = FloatVector.fromArray(SPECIES, start, startAt);
            s1a = FloatVector.fromArray(SPECIES, start, startAt + 16);
            s2a = FloatVector.fromArray(SPECIES, start, startAt + 32);
            s3a = FloatVector.fromArray(SPECIES, start, startAt + 48);
            s4a = FloatVector.fromArray(SPECIES, start, startAt + 64);
            s5a = FloatVector.fromArray(SPECIES, start, startAt + 80);
            s6a = FloatVector.fromArray(SPECIES, start, startAt + 96);
            s7a = FloatVector.fromArray(SPECIES, start, startAt + 112);
            s8a = FloatVector.fromArray(SPECIES, start, startAt + 128);
            s9a = FloatVector.fromArray(SPECIES, start, startAt + 144);
            s10a = FloatVector.fromArray(SPECIES, start, startAt + 160);
            s11a = FloatVector.fromArray(SPECIES, start, startAt + 176);
            s12a = FloatVector.fromArray(SPECIES, start, startAt + 192);
            s13a = FloatVector.fromArray(SPECIES, start, startAt + 208);
            s14a = FloatVector.fromArray(SPECIES, start, startAt + 224);
            s15a = FloatVector.fromArray(SPECIES, start, startAt + 240);
        } else {
            FloatVector zero = FloatVector.zero(SPECIES);
            s0a = zero;
            s1a = zero;
            s2a = zero;
            s3a = zero;
            s4a = zero;
            s5a = zero;
            s6a = zero;
            s7a = zero;
            s8a = zero;
            s9a = zero;
            s10a = zero;
            s11a = zero;
            s12a = zero;
            s13a = zero;
            s14a = zero;
            s15a = zero;
        }
        int k = first;
        int end = panel + last * width;
        for (int w = panel + first * width; w != end; w += width) {
            int o = base + offsets[k++];
            FloatVector wa = FloatVector.fromArray(SPECIES, panels, w);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
            s0a = x0.fma(wa, s0a);
            FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 16]);
            s1a = x1.fma(wa, s1a);
            FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 32]);
            s2a = x2.fma(wa, s2a);
            FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 48]);
            s3a = x3.fma(wa, s3a);
            FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 64]);
            s4a = x4.fma(wa, s4a);
            FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 80]);
            s5a = x5.fma(wa, s5a);
            FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 96]);
            s6a = x6.fma(wa, s6a);
            FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 112]);
            s7a = x7.fma(wa, s7a);
            FloatVector x8 = FloatVector.broadcast(SPECIES, x[o + 128]);
            s8a = x8.fma(wa, s8a);
            FloatVector x9 = FloatVector.broadcast(SPECIES, x[o + 144]);
            s9a = x9.fma(wa, s9a);
            FloatVector x10 = FloatVector.broadcast(SPECIES, x[o + 160]);
            s10a = x10.fma(wa, s10a);
            FloatVector x11 = FloatVector.broadcast(SPECIES, x[o + 176]);
            s11a = x11.fma(wa, s11a);
            FloatVector x12 = FloatVector.broadcast(SPECIES, x[o + 192]);
            s12a = x12.fma(wa, s12a);
            FloatVector x13 = FloatVector.broadcast(SPECIES, x[o + 208]);
            s13a = x13.fma(wa, s13a);
            FloatVector x14 = FloatVector.broadcast(SPECIES, x[o + 224]);
            s14a = x14.fma(wa, s14a);
            FloatVector x15 = FloatVector.broadcast(SPECIES, x[o + 240]);
            s15a = x15.fma(wa, s15a);
        }
        s0a.intoArray(sums, at);
        s1a.intoArray(sums, at + 16);
        s2a.intoArray(sums, at + 32);
        s3a.intoArray(sums, at + 48);
        s4a.intoArray(sums, at + 64);
        s5a.intoArray(sums, at + 80);
        s6a.intoArray(sums, at + 96);
        s7a.intoArray(sums, at + 112);
        s8a.intoArray(sums, at + 128);
        s9a.intoArray(sums, at + 144);
        s10a.intoArray(sums, at + 160);
        s11a.intoArray(sums, at + 176);
        s12a.intoArray(sums, at + 192);
        s13a.intoArray(sums, at + 208);
        s14a.intoArray(sums, at + 224);
        s15a.intoArray(sums, at + 240);
    }
}
