package io.upvox.kernel.vector;

import io.upvox.kernel.rows.WovenForm;
import io.upvox.kernel.rows.WovenStrip;
import io.upvox.kernel.rows.WovenTiles;
import jdk.incubator.vector.FloatVector;

/** The inner loops for woven rows on the Vector API. */
final class VectorWovenTiles implements WovenTiles {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    @Override
    public String tile() {
        return "2 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public void copy(float[] src, int from, int srcStep, float[] x, int at, int step, int rows, int length) {
        if (length >= L && length <= 2 * L) {
            F32Copy.two(src, from, srcStep, x, at, step, rows, length);
        } else if (length > 2 * L && length <= 4 * L) {
            F32Copy.four(src, from, srcStep, x, at, step, rows, length);
        } else {
            F32Copy.rows(src, from, srcStep, x, at, step, rows, length);
        }
    }

    @Override
    public void one(
            WovenForm form, WovenStrip strip, int base, int residue, int rows, int vectors, float[] dst, int to) {
        switch (form) {
            case FOUR_ODD -> F32WovenFourOdd.run(strip, base, residue, rows, vectors, dst, to);
            case FOUR_EVEN -> F32WovenFourEven.run(strip, base, residue, rows, vectors, dst, to);
            case THREE_ODD -> F32WovenThreeOdd.run(strip, base, residue, rows, vectors, dst, to);
            case THREE_EVEN -> F32WovenThreeEven.run(strip, base, residue, rows, vectors, dst, to);
            case TWO_ODD -> F32WovenTwoOdd.run(strip, base, residue, rows, vectors, dst, to);
            case TWO_EVEN -> F32WovenTwoEven.run(strip, base, residue, rows, vectors, dst, to);
        }
    }

    @Override
    public void two(
            WovenForm form,
            WovenStrip strip,
            int base,
            int residue,
            int rows,
            int vectors,
            float[] dst,
            int to,
            int plane) {
        switch (form) {
            case FOUR_ODD -> F32PlanesFourOdd.run(strip, base, residue, rows, vectors, dst, to, plane);
            case FOUR_EVEN -> F32PlanesFourEven.run(strip, base, residue, rows, vectors, dst, to, plane);
            case TWO_ODD -> F32PlanesTwoOdd.run(strip, base, residue, rows, vectors, dst, to, plane);
            case TWO_EVEN -> F32PlanesTwoEven.run(strip, base, residue, rows, vectors, dst, to, plane);
            default -> throw new IllegalArgumentException(form + " has no loop for two planes");
        }
    }
}
