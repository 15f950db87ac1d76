package io.upvox.kernel.vector;

import io.upvox.kernel.rows.RowTable;
import jdk.incubator.vector.FloatVector;

/**
 * Shares the vectors of a row among tiles, for weights that are pairs: vectors lie side by side. Tiles hold at most 20 accumulators.
 */
final class F32PairTiles {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    private F32PairTiles() {}

    /**
     * Four channels, some rows. The vectors of a row are shared evenly among tiles; wider tiles come first in a row and last in
     * time, since a row's last vector may reach over the beginning of the next row.
     */
    static void four(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int vectors,
            RowTable table,
            double[] p,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int to0,
            int to1,
            int to2,
            int to3) {
        int most = VectorRowTiles.VECTORS;
        int tiles = most == 4 && vectors == 5 ? 1 : (vectors + most - 1) / most;
        int narrow = vectors / tiles;
        int wide = vectors % tiles;
        int ahead = wide * (narrow + 1) * L;
        if (wide < tiles) {
            tiles(
                    narrow,
                    x,
                    base + ahead,
                    cellStep,
                    first,
                    end,
                    tiles - wide,
                    table,
                    p,
                    bias,
                    channel,
                    dst,
                    width,
                    to0 + ahead,
                    to1 + ahead,
                    to2 + ahead,
                    to3 + ahead);
        }
        if (wide > 0) {
            tiles(
                    narrow + 1,
                    x,
                    base,
                    cellStep,
                    first,
                    end,
                    wide,
                    table,
                    p,
                    bias,
                    channel,
                    dst,
                    width,
                    to0,
                    to1,
                    to2,
                    to3);
        }
    }

    private static void tiles(
            int wide,
            float[] x,
            int base,
            int step,
            int first,
            int end,
            int tiles,
            RowTable table,
            double[] p,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int a,
            int b,
            int c,
            int d) {
        switch (wide) {
            case 5 ->
                F32PairTile4x5.run(x, base, step, first, end, tiles, table, p, bias, channel, dst, width, a, b, c, d);
            case 4 ->
                F32PairTile4x4.run(x, base, step, first, end, tiles, table, p, bias, channel, dst, width, a, b, c, d);
            case 3 ->
                F32PairTile4x3.run(x, base, step, first, end, tiles, table, p, bias, channel, dst, width, a, b, c, d);
            case 2 ->
                F32PairTile4x2.run(x, base, step, first, end, tiles, table, p, bias, channel, dst, width, a, b, c, d);
            default ->
                F32PairTile4x1.run(x, base, step, first, end, tiles, table, p, bias, channel, dst, width, a, b, c, d);
        }
    }

    /** Three channels, some rows, likewise: false if tiles would be so narrow that those of four channels are as fast. */
    static boolean three(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int vectors,
            RowTable table,
            double[] p,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int to0,
            int to1,
            int to2) {
        int tiles = (vectors + 4) / 5;
        int narrow = vectors / tiles;
        int wide = vectors % tiles;
        if (VectorRowTiles.VECTORS < 4 || narrow < 3) {
            return false;
        }
        int ahead = wide * (narrow + 1) * L;
        int b = base + ahead;
        int y0 = to0 + ahead;
        int y1 = to1 + ahead;
        int y2 = to2 + ahead;
        int n = tiles - wide;
        switch (narrow) {
            case 5 ->
                F32PairTile3x5.run(x, b, cellStep, first, end, n, table, p, bias, channel, dst, width, y0, y1, y2);
            case 4 ->
                F32PairTile3x4.run(x, b, cellStep, first, end, n, table, p, bias, channel, dst, width, y0, y1, y2);
            default ->
                F32PairTile3x3.run(x, b, cellStep, first, end, n, table, p, bias, channel, dst, width, y0, y1, y2);
        }
        if (wide > 0 && narrow == 4) {
            F32PairTile3x5.run(x, base, cellStep, first, end, wide, table, p, bias, channel, dst, width, to0, to1, to2);
        } else if (wide > 0) {
            F32PairTile3x4.run(x, base, cellStep, first, end, wide, table, p, bias, channel, dst, width, to0, to1, to2);
        }
        return true;
    }

    /** Two channels. */
    static void two(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            double[] p,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0,
            int to1) {
        int o = base;
        int a = to0;
        int b = to1;
        int n;
        for (int left = vectors; left > 0; left -= n) {
            if (left >= 8 && VectorRowTiles.VECTORS == 4) {
                n = 8;
                F32PairTile2x8.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else if (left >= 4) {
                n = 4;
                F32PairTile2x4.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else if (left >= 2) {
                n = 2;
                F32PairTile2x2.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else {
                n = 1;
                F32PairTile2x1.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            }
            o += n * L;
            a += n * L;
            b += n * L;
        }
    }

    /** One channel. */
    static void one(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            double[] p,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0) {
        int o = base;
        int a = to0;
        int n;
        for (int left = vectors; left > 0; left -= n) {
            if (left >= 8) {
                n = 8;
                F32PairTile1x8.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else if (left >= 4) {
                n = 4;
                F32PairTile1x4.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else if (left >= 2) {
                n = 2;
                F32PairTile1x2.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else {
                n = 1;
                F32PairTile1x1.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            }
            o += n * L;
            a += n * L;
        }
    }
}
