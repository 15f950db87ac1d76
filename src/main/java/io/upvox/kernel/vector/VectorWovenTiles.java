package io.upvox.kernel.vector;

import io.upvox.kernel.rows.SpreadTiles;
import io.upvox.kernel.rows.WovenForm;
import io.upvox.kernel.rows.WovenTiles;

/** The inner loops for woven rows on the Vector API. */
final class VectorWovenTiles implements WovenTiles {
    @Override
    public SpreadTiles spread() {
        return new VectorSpreadTiles();
    }

    @Override
    public String tile() {
        return "2 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public void copy(float[] src, int from, int srcStep, float[] x, int at, int step, int rows, int length) {
        F32Copy.rows(src, from, srcStep, x, at, step, rows, length);
    }

    @Override
    public void weave(
            WovenForm form,
            float[] x,
            int base,
            int step,
            int residue,
            int rows,
            int vectors,
            int[] ends,
            int[] offsets,
            float[] weights,
            int[] at,
            float bias,
            float[] dst,
            int to,
            int width) {
        switch (form) {
            case FOUR_ODD ->
                F32WovenFourOdd.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
            case FOUR_EVEN ->
                F32WovenFourEven.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
            case THREE_ODD ->
                F32WovenThreeOdd.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
            case THREE_EVEN ->
                F32WovenThreeEven.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
            case TWO_ODD ->
                F32WovenTwoOdd.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
            case TWO_EVEN ->
                F32WovenTwoEven.run(
                        x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
        }
    }
}
