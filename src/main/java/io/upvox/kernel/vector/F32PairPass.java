package io.upvox.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Many rows of one output channel whose terms are few: weights, pairs, stay in registers while the vectors pass. Rows are
 * short and a call costs as much as some vectors; that is why one call takes all rows of a strip.
 */
final class F32PairPass {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> PAIRS = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32PairPass() {}

    /** Whether there is a loop for so many terms. */
    static boolean takes(int terms) {
        return terms == 2 || terms == 4 || terms == 8;
    }

    /** As the tiles' method. */
    static void run(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            double[] p,
            int panel,
            int pitch,
            float bias,
            float[] dst,
            int to,
            int[] at) {
        FloatVector b = FloatVector.broadcast(SPECIES, bias);
        FloatVector zero = FloatVector.zero(SPECIES);

        if (terms == 8) {
            int o0 = base + offsets[0];
            int o1 = base + offsets[1];
            int o2 = base + offsets[2];
            int o3 = base + offsets[3];
            int o4 = base + offsets[4];
            int o5 = base + offsets[5];
            int o6 = base + offsets[6];
            int o7 = base + offsets[7];
            FloatVector w0 = DoubleVector.broadcast(PAIRS, p[panel]).reinterpretAsFloats();
            FloatVector w1 = DoubleVector.broadcast(PAIRS, p[panel + pitch]).reinterpretAsFloats();
            FloatVector w2 = DoubleVector.broadcast(PAIRS, p[panel + 2 * pitch]).reinterpretAsFloats();
            FloatVector w3 = DoubleVector.broadcast(PAIRS, p[panel + 3 * pitch]).reinterpretAsFloats();
            FloatVector w4 = DoubleVector.broadcast(PAIRS, p[panel + 4 * pitch]).reinterpretAsFloats();
            FloatVector w5 = DoubleVector.broadcast(PAIRS, p[panel + 5 * pitch]).reinterpretAsFloats();
            FloatVector w6 = DoubleVector.broadcast(PAIRS, p[panel + 6 * pitch]).reinterpretAsFloats();
            FloatVector w7 = DoubleVector.broadcast(PAIRS, p[panel + 7 * pitch]).reinterpretAsFloats();
            for (int i = 0; i < vectors; i++) {
                FloatVector s = FloatVector.fromArray(SPECIES, x, o0 + i * L).fma(w0, zero);
                s = FloatVector.fromArray(SPECIES, x, o1 + i * L).fma(w1, s);
                s = FloatVector.fromArray(SPECIES, x, o2 + i * L).fma(w2, s);
                s = FloatVector.fromArray(SPECIES, x, o3 + i * L).fma(w3, s);
                s = FloatVector.fromArray(SPECIES, x, o4 + i * L).fma(w4, s);
                s = FloatVector.fromArray(SPECIES, x, o5 + i * L).fma(w5, s);
                s = FloatVector.fromArray(SPECIES, x, o6 + i * L).fma(w6, s);
                s = FloatVector.fromArray(SPECIES, x, o7 + i * L).fma(w7, s);
                s.add(b).intoArray(dst, to + at[i]);
            }
        } else if (terms == 4) {
            int o0 = base + offsets[0];
            int o1 = base + offsets[1];
            int o2 = base + offsets[2];
            int o3 = base + offsets[3];
            FloatVector w0 = DoubleVector.broadcast(PAIRS, p[panel]).reinterpretAsFloats();
            FloatVector w1 = DoubleVector.broadcast(PAIRS, p[panel + pitch]).reinterpretAsFloats();
            FloatVector w2 = DoubleVector.broadcast(PAIRS, p[panel + 2 * pitch]).reinterpretAsFloats();
            FloatVector w3 = DoubleVector.broadcast(PAIRS, p[panel + 3 * pitch]).reinterpretAsFloats();
            for (int i = 0; i < vectors; i++) {
                FloatVector s = FloatVector.fromArray(SPECIES, x, o0 + i * L).fma(w0, zero);
                s = FloatVector.fromArray(SPECIES, x, o1 + i * L).fma(w1, s);
                s = FloatVector.fromArray(SPECIES, x, o2 + i * L).fma(w2, s);
                s = FloatVector.fromArray(SPECIES, x, o3 + i * L).fma(w3, s);
                s.add(b).intoArray(dst, to + at[i]);
            }
        } else {
            int o0 = base + offsets[0];
            int o1 = base + offsets[1];
            FloatVector w0 = DoubleVector.broadcast(PAIRS, p[panel]).reinterpretAsFloats();
            FloatVector w1 = DoubleVector.broadcast(PAIRS, p[panel + pitch]).reinterpretAsFloats();
            for (int i = 0; i < vectors; i++) {
                FloatVector s = FloatVector.fromArray(SPECIES, x, o0 + i * L).fma(w0, zero);
                s = FloatVector.fromArray(SPECIES, x, o1 + i * L).fma(w1, s);
                s.add(b).intoArray(dst, to + at[i]);
            }
        }
    }
}
