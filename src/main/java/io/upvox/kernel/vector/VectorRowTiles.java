package io.upvox.kernel.vector;

import io.upvox.kernel.rows.RowPanels;
import io.upvox.kernel.rows.RowPattern;
import io.upvox.kernel.rows.RowTable;
import io.upvox.kernel.rows.RowTiles;
import io.upvox.kernel.rows.ScalarRowTiles;
import io.upvox.kernel.rows.WovenTiles;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** The inner loops on the Vector API: outputs of a row are the lanes. */
final class VectorRowTiles implements RowTiles {
    private static final RowTiles SCALAR = new ScalarRowTiles();
    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    /**
     * Vectors of a tile of four channels. Narrow vectors may have but 16 registers, which hold 8 sums: compilers load ahead all
     * that a term takes.
     */
    static final int VECTORS = L == 16 ? 4 : 2;

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public int vectors() {
        return VECTORS;
    }

    @Override
    public boolean fast() {
        return true;
    }

    @Override
    public boolean pairs() {
        return true;
    }

    @Override
    public Optional<WovenTiles> woven() {
        return Optional.of(new VectorWovenTiles());
    }

    @Override
    public String tile() {
        return "4 channels x " + VECTORS + " vectors, 2 x " + 2 * VECTORS + ", 1 x 8, of " + Factory.vectorBits()
                + " bits";
    }

    @Override
    public void expand(float[] row, int from, RowPattern pattern, int copy, float[] x, int at, int length) {
        if (pattern.stride() == 1) {
            System.arraycopy(row, from + pattern.source(copy, 0), x, at, length);
        } else if (pattern.stride() == 2) {
            F32RowExpansion.two(row, from, pattern.source(copy, 0), pattern.source(copy, 1), x, at, length);
        } else {
            SCALAR.expand(row, from, pattern, copy, x, at, length);
        }
    }

    @Override
    public boolean expand(
            float[] src,
            int from,
            int step,
            int begin,
            int end,
            int rows,
            RowPattern pattern,
            int copy,
            float[] x,
            int at,
            int rowStep,
            int length) {
        int even = pattern.source(copy, 0);
        if (pattern.stride() != 2
                || from < 0
                || from > src.length - (rows - 1) * step - pattern.reach() - length / 2 - L) {
            return false;
        }
        F32RowExpansion.rows(src, from, step, begin, end, rows, even, pattern.source(copy, 1), x, at, rowStep, length);
        return true;
    }

    @Override
    public boolean pass(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            float bias,
            float[] dst,
            int to,
            int[] at) {
        if (!panels.paired() || !F32PairPass.takes(terms)) {
            return false;
        }
        F32PairPass.run(x, base, vectors, offsets, terms, panels.pairs(), panel, pitch, bias, dst, to, at);
        return true;
    }

    @Override
    public boolean rows(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int vectors,
            RowTable table,
            RowPanels panels,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int[] to) {
        if (!panels.paired() || channels < 3) {
            return false;
        }
        if (channels == 3
                && F32PairTiles.three(
                        x,
                        base,
                        cellStep,
                        first,
                        end,
                        vectors,
                        table,
                        panels.pairs(),
                        bias,
                        channel,
                        dst,
                        width,
                        to[0],
                        to[1],
                        to[2])) {
            return true;
        }
        F32PairTiles.four(
                x,
                base,
                cellStep,
                first,
                end,
                vectors,
                table,
                panels.pairs(),
                bias,
                channel,
                dst,
                width,
                to[0],
                to[1],
                to[2],
                to[3]);
        return true;
    }

    @Override
    public void run(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int[] to,
            int ahead) {
        int a = to[0] + ahead;
        if (panels.paired()) {
            double[] p = panels.pairs();
            switch (channels) {
                case 2 ->
                    F32PairTiles.two(
                            x, base, vectors, offsets, terms, p, panel, pitch, bias, channel, dst, a, to[1] + ahead);
                default -> F32PairTiles.one(x, base, vectors, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            }
        } else {
            float[] p = panels.vectors();
            switch (channels) {
                case 4 ->
                    F32RowTiles.four(
                            x,
                            base,
                            step,
                            vectors,
                            offsets,
                            terms,
                            p,
                            panel,
                            pitch,
                            bias,
                            channel,
                            dst,
                            a,
                            to[1] + ahead,
                            to[2] + ahead,
                            to[3] + ahead);
                case 2 ->
                    F32RowTiles.two(
                            x,
                            base,
                            step,
                            vectors,
                            offsets,
                            terms,
                            p,
                            panel,
                            pitch,
                            bias,
                            channel,
                            dst,
                            a,
                            to[1] + ahead);
                default ->
                    F32RowTiles.one(x, base, step, vectors, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            }
        }
    }
}
