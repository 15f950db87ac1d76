package io.upvox.kernel.vector;

import io.upvox.kernel.FmaLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Twelve accumulators of one vector: enough for two units whose results take four cycles. */
public final class F32FmaLoop implements FmaLoop {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int ACCUMULATORS = 12;

    @Override
    public int flopsPerRound() {
        return 2 * ACCUMULATORS * S.length();
    }

    @Override
    public float run(int rounds) {
        FloatVector f = FloatVector.broadcast(S, 0.999f);
        FloatVector c = FloatVector.broadcast(S, 1e-7f);
        FloatVector a0 = f;
        FloatVector a1 = f;
        FloatVector a2 = f;
        FloatVector a3 = f;
        FloatVector a4 = f;
        FloatVector a5 = f;
        FloatVector a6 = f;
        FloatVector a7 = f;
        FloatVector a8 = f;
        FloatVector a9 = f;
        FloatVector a10 = f;
        FloatVector a11 = f;
        for (int round = 0; round < rounds; round++) {
            a0 = a0.fma(f, c);
            a1 = a1.fma(f, c);
            a2 = a2.fma(f, c);
            a3 = a3.fma(f, c);
            a4 = a4.fma(f, c);
            a5 = a5.fma(f, c);
            a6 = a6.fma(f, c);
            a7 = a7.fma(f, c);
            a8 = a8.fma(f, c);
            a9 = a9.fma(f, c);
            a10 = a10.fma(f, c);
            a11 = a11.fma(f, c);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        FloatVector high = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
        float[] lanes = new float[S.length()];
        low.add(high).intoArray(lanes, 0);
        return lanes[0];
    }
}
