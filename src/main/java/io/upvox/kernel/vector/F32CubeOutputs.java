package io.upvox.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The outputs of F(2,2) on all axes. A loop for each output along D, for the reason that {@link F32CubeInputs} gives. */
final class F32CubeOutputs {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private F32CubeOutputs() {}

    static void run(float[] src, int from, int step, float[] dst, int to, int rowStep, int columnStep, int length) {
        int b = from + 9 * step;
        int c = b + 9 * step;
        first(src, from, b, step, dst, to, rowStep, columnStep, length);
        second(src, b, c, step, dst, to + 2 * rowStep, rowStep, columnStep, length);
    }

    private static void first(
            float[] src, int a, int b, int step, float[] dst, int to, int rowStep, int columnStep, int length) {
        int n = 3 * step;
        for (int i = 0; i < length; i += L) {
            FloatVector h0 = FloatVector.fromArray(SPECIES, src, a + i).add(FloatVector.fromArray(SPECIES, src, b + i));
            FloatVector h1 =
                    FloatVector.fromArray(SPECIES, src, a + n + i).add(FloatVector.fromArray(SPECIES, src, b + n + i));
            FloatVector h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + 2 * n + i));
            FloatVector y0 = h0.add(h1);
            FloatVector y1 = h1.sub(h2);
            h0 = FloatVector.fromArray(SPECIES, src, a + step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + step + i));
            h1 = FloatVector.fromArray(SPECIES, src, a + n + step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + n + step + i));
            h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + 2 * n + step + i));
            FloatVector z0 = h0.add(h1);
            FloatVector z1 = h1.sub(h2);
            y0.add(z0).intoArray(dst, to + i);
            y1.add(z1).intoArray(dst, to + rowStep + i);
            h0 = FloatVector.fromArray(SPECIES, src, a + 2 * step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + 2 * step + i));
            h1 = FloatVector.fromArray(SPECIES, src, a + n + 2 * step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + n + 2 * step + i));
            h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + 2 * step + i)
                    .add(FloatVector.fromArray(SPECIES, src, b + 2 * n + 2 * step + i));
            z0.sub(h0.add(h1)).intoArray(dst, to + columnStep + i);
            z1.sub(h1.sub(h2)).intoArray(dst, to + rowStep + columnStep + i);
        }
    }

    private static void second(
            float[] src, int a, int b, int step, float[] dst, int to, int rowStep, int columnStep, int length) {
        int n = 3 * step;
        for (int i = 0; i < length; i += L) {
            FloatVector h0 = FloatVector.fromArray(SPECIES, src, a + i).sub(FloatVector.fromArray(SPECIES, src, b + i));
            FloatVector h1 =
                    FloatVector.fromArray(SPECIES, src, a + n + i).sub(FloatVector.fromArray(SPECIES, src, b + n + i));
            FloatVector h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * n + i));
            FloatVector y0 = h0.add(h1);
            FloatVector y1 = h1.sub(h2);
            h0 = FloatVector.fromArray(SPECIES, src, a + step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + step + i));
            h1 = FloatVector.fromArray(SPECIES, src, a + n + step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + n + step + i));
            h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * n + step + i));
            FloatVector z0 = h0.add(h1);
            FloatVector z1 = h1.sub(h2);
            y0.add(z0).intoArray(dst, to + i);
            y1.add(z1).intoArray(dst, to + rowStep + i);
            h0 = FloatVector.fromArray(SPECIES, src, a + 2 * step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * step + i));
            h1 = FloatVector.fromArray(SPECIES, src, a + n + 2 * step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + n + 2 * step + i));
            h2 = FloatVector.fromArray(SPECIES, src, a + 2 * n + 2 * step + i)
                    .sub(FloatVector.fromArray(SPECIES, src, b + 2 * n + 2 * step + i));
            z0.sub(h0.add(h1)).intoArray(dst, to + columnStep + i);
            z1.sub(h1.sub(h2)).intoArray(dst, to + rowStep + columnStep + i);
        }
    }
}
