package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Adds runs of products to sums, one after the other. */
final class F32Fold {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final FloatVector LANES = FloatVector.zero(SPECIES).addIndex(1);

    private F32Fold() {}

    static void add(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        int i = 0;
        for (; i + 4 * L <= count; i += 4 * L) {
            FloatVector a = FloatVector.fromArray(SPECIES, sums, at + i);
            FloatVector b = FloatVector.fromArray(SPECIES, sums, at + i + L);
            FloatVector c = FloatVector.fromArray(SPECIES, sums, at + i + 2 * L);
            FloatVector d = FloatVector.fromArray(SPECIES, sums, at + i + 3 * L);
            for (int r = 0; r < runs; r++) {
                int p = from[r] + i;
                a = a.add(FloatVector.fromArray(SPECIES, products, p));
                b = b.add(FloatVector.fromArray(SPECIES, products, p + L));
                c = c.add(FloatVector.fromArray(SPECIES, products, p + 2 * L));
                d = d.add(FloatVector.fromArray(SPECIES, products, p + 3 * L));
            }
            a.intoArray(sums, at + i);
            b.intoArray(sums, at + i + L);
            c.intoArray(sums, at + i + 2 * L);
            d.intoArray(sums, at + i + 3 * L);
        }
        for (; i < count; i += L) {
            FloatVector old = FloatVector.fromArray(SPECIES, sums, at + i);
            FloatVector a = old;
            for (int r = 0; r < runs; r++) {
                a = a.add(FloatVector.fromArray(SPECIES, products, from[r] + i));
            }
            // Lanes beyond the run keep what they have.
            VectorMask<Float> inside = LANES.compare(VectorOperators.LT, (float) (count - i));
            old.blend(a, inside).intoArray(sums, at + i);
        }
    }

    /** The same from zero; a last vector writes beyond the run. */
    static void sum(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + 4 * L <= count; i += 4 * L) {
            FloatVector a = zero;
            FloatVector b = zero;
            FloatVector c = zero;
            FloatVector d = zero;
            for (int r = 0; r < runs; r++) {
                int p = from[r] + i;
                a = a.add(FloatVector.fromArray(SPECIES, products, p));
                b = b.add(FloatVector.fromArray(SPECIES, products, p + L));
                c = c.add(FloatVector.fromArray(SPECIES, products, p + 2 * L));
                d = d.add(FloatVector.fromArray(SPECIES, products, p + 3 * L));
            }
            a.intoArray(sums, at + i);
            b.intoArray(sums, at + i + L);
            c.intoArray(sums, at + i + 2 * L);
            d.intoArray(sums, at + i + 3 * L);
        }
        for (; i < count; i += L) {
            FloatVector a = zero;
            for (int r = 0; r < runs; r++) {
                a = a.add(FloatVector.fromArray(SPECIES, products, from[r] + i));
            }
            a.intoArray(sums, at + i);
        }
    }
}
