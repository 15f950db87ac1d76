package io.upvox.kernel;

import java.util.Arrays;

/** In plain Java: a polynomial of many steps for each value of a small array, which C2 turns into vectors. */
final class ScalarFmaLoop implements FmaLoop {
    private static final int VALUES = 256;
    private static final int STEPS = 16;
    private static final float C = 1e-7f;

    @Override
    public int flopsPerRound() {
        return 2 * VALUES * STEPS;
    }

    @Override
    public float run(int rounds) {
        float[] values = new float[VALUES];
        float[] factors = new float[VALUES];
        Arrays.fill(factors, 0.999f);
        for (int round = 0; round < rounds; round++) {
            round(values, factors);
        }
        return values[0] + values[VALUES - 1];
    }

    private static void round(float[] values, float[] factors) {
        for (int i = 0; i < VALUES; i++) {
            float f = factors[i];
            float a = Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, values[i], C), C), C), C);
            float b = Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, a, C), C), C), C);
            float c = Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, b, C), C), C), C);
            values[i] = Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, c, C), C), C), C);
        }
    }
}
