package io.upvox.kernel.vector;

import io.upvox.kernel.rows.SpreadTiles;

/** The inner loops for spread rows on the Vector API. */
final class VectorSpreadTiles implements SpreadTiles {
    @Override
    public void spread(
            float[] src,
            int from,
            int srcStep,
            int begin,
            int end,
            int odd,
            float[] x,
            int at,
            int step,
            int rows,
            int length) {
        F32RowExpansion.rows(src, from, srcStep, begin, end, rows, 0, odd, x, at, step, length);
    }

    @Override
    public void one(
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
        F32SpreadRows.run(x, base, step, residue, rows, vectors, ends, offsets, weights, at, bias, dst, to, width);
    }

    @Override
    public void two(
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
            int[] next,
            float bias,
            float[] dst,
            int to,
            int plane,
            int width) {
        F32SpreadPlanes.run(
                x, base, step, residue, rows, vectors, ends, offsets, weights, at, next, bias, dst, to, plane, width);
    }
}
