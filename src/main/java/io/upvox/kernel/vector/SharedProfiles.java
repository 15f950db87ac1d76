package io.upvox.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Calls every operation of this package's loops some hundred times before any loop is compiled.
 *
 * <p>All operations go through methods of the library that they share, and what C2 knows of these, such as the operator that
 * they are called for, it has seen in this JVM so far. Where that was always the same it relies on it, until something else
 * comes and the code is thrown away. The shared method remembers that, once for all, and each place in a loop where it is
 * inlined counts it again: at a hundred ({@code -XX:PerMethodTrapLimit}) C2 no longer relies on anything there, not on the
 * type of vectors either, and on JDK 17 keeps them on the heap. So a layer could run at a half to a tenth of its speed
 * because others had run before it. After these calls nothing looks as if it were always the same. They
 * take 60 to 80 ms once a JVM. Without them all is well on JDK 25, as far as measured; JDKs in between were not.
 *
 * <p>Vectors of {@link HalfVectors} are not among them: JDK 25's loops for few output channels then took 1.25 to 1.35 times as
 * long, also where no half vectors ran.
 */
final class SharedProfiles {
    /** From 200 calls on, the first compiler's code records what it sees. */
    private static final int CALLS = 400;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private SharedProfiles() {}

    /** Calls the operations, and returns a result that nobody needs. */
    static float fill() {
        float[] lanes = new float[2 * L];
        float within = 0f;
        for (int call = 0; call < CALLS; call++) {
            within += each(lanes, call) ? 1f : 0f;
        }
        return within;
    }

    private static boolean each(float[] lanes, int call) {
        FloatVector x = FloatVector.fromArray(SPECIES, lanes, 0);
        FloatVector y = FloatVector.fromArray(SPECIES, lanes, L);
        FloatVector w = FloatVector.broadcast(SPECIES, 1f / (call + 1));
        FloatVector pairs =
                DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, 1.0).reinterpretAsFloats();
        FloatVector sum =
                x.fma(w, FloatVector.zero(SPECIES)).add(pairs).sub(y).mul(w).add(1f);
        sum.blend(sum.rearrange(Pairs.SWAP), Pairs.ODD).intoArray(lanes, call % 2 * L);
        VectorMask<Float> within = sum.abs().compare(VectorOperators.LE, w);
        VectorMask<Float> some = sum.compare(VectorOperators.LT, 1f).and(VectorMask.fromLong(SPECIES, call));
        return within.and(some).allTrue();
    }
}
