package io.upvox.kernel.vector;

/**
 * Shares the vectors of a row among tiles, for weights that are whole vectors: those of one call lie a period of patterns apart. Tiles hold at most 16 accumulators.
 */
final class F32RowTiles {

    private F32RowTiles() {}

    /** Four channels. */
    static void four(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            float[] p,
            int panel,
            int pitch,
            float[] bias,
            int channel,
            float[] dst,
            int to0,
            int to1,
            int to2,
            int to3) {
        int o = base;
        int a = to0;
        int b = to1;
        int c = to2;
        int d = to3;
        int left = vectors;
        int tiles = (vectors + VectorRowTiles.VECTORS - 1) / VectorRowTiles.VECTORS;
        for (; tiles > 0; tiles--) {
            int n = (left + tiles - 1) / tiles;
            switch (n) {
                case 4 ->
                    F32RowTile4x4.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b, c, d);
                case 3 ->
                    F32RowTile4x3.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b, c, d);
                case 2 ->
                    F32RowTile4x2.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b, c, d);
                default -> F32RowTile4x1.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b, c, d);
            }
            left -= n;
            o += n * step;
            a += n * step;
            b += n * step;
            c += n * step;
            d += n * step;
        }
    }

    /** Two channels. */
    static void two(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            float[] p,
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
                F32RowTile2x8.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else if (left >= 4) {
                n = 4;
                F32RowTile2x4.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else if (left >= 2) {
                n = 2;
                F32RowTile2x2.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            } else {
                n = 1;
                F32RowTile2x1.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a, b);
            }
            o += n * step;
            a += n * step;
            b += n * step;
        }
    }

    /** One channel. */
    static void one(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            float[] p,
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
                F32RowTile1x8.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else if (left >= 4) {
                n = 4;
                F32RowTile1x4.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else if (left >= 2) {
                n = 2;
                F32RowTile1x2.run(x, o, step, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            } else {
                n = 1;
                F32RowTile1x1.run(x, o, offsets, terms, p, panel, pitch, bias, channel, dst, a);
            }
            o += n * step;
            a += n * step;
        }
    }
}
