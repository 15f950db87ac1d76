package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/** The one-axis transforms in plain Java: long loops with one array written, which compilers turn into vectors. */
public final class ScalarRunPasses implements RunPasses {
    private static final int PITCH = ChannelTiles.PITCH;

    /** One contiguous piece of a pass. */
    @FunctionalInterface
    private interface Piece {
        /** Elements to {@code to} on; {@code skip} is added to where they are read. */
        void run(int skip, int to, int length);
    }

    /** Cuts runs into pieces that are read without gaps. */
    private static void pieces(Runs runs, int to, Piece piece) {
        for (int row = 0; row < runs.rows(); row++) {
            int skip = row * runs.srcStep();
            int at = to + row * runs.dstStep();
            if (runs.spread()) {
                for (int i = 0; i < runs.length(); i += PITCH) {
                    piece.run(skip + 2 * i, at + i, PITCH);
                }
            } else {
                piece.run(skip, at, runs.length());
            }
        }
    }

    @Override
    public void inputs(int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs) {
        int x0 = base + from[0];
        int x1 = base + from[1];
        switch (taps) {
            case 1 -> {
                copy(src, x0, runs, dst, to + at[0]);
                copy(src, x1, runs, dst, to + at[1]);
            }
            case 2 -> {
                difference(src, x0, x1, runs, dst, to + at[0]);
                copy(src, x1, runs, dst, to + at[1]);
                difference(src, x1, base + from[2], runs, dst, to + at[2]);
            }
            case 3 -> {
                int x2 = base + from[2];
                difference(src, x0, x2, runs, dst, to + at[0]);
                sum(src, x1, x2, runs, dst, to + at[1]);
                difference(src, x1, x2, runs, dst, to + at[2]);
                difference(src, x1, base + from[3], runs, dst, to + at[3]);
            }
            default -> {
                int x2 = base + from[2];
                int x3 = base + from[3];
                int x4 = base + from[4];
                outer(src, x0, x2, x4, runs, dst, to + at[0]);
                inner(src, x1, x2, x3, x4, -4, 1, runs, dst, to + at[1]);
                inner(src, x1, x2, x3, x4, -4, -1, runs, dst, to + at[2]);
                inner(src, x1, x2, x3, x4, -1, 2, runs, dst, to + at[3]);
                inner(src, x1, x2, x3, x4, -1, -2, runs, dst, to + at[4]);
                outer(src, x1, x3, base + from[5], runs, dst, to + at[5]);
            }
        }
    }

    @Override
    public void outputs(int taps, float[] src, int from, int step, float[] dst, int first, int second, Runs runs) {
        int m1 = from + step;
        int m2 = m1 + step;
        int m3 = m2 + step;
        int m4 = m3 + step;
        switch (taps) {
            case 1 -> {
                copy(src, from, runs, dst, first);
                copy(src, m1, runs, dst, second);
            }
            case 2 -> {
                sum(src, from, m1, runs, dst, first);
                difference(src, m1, m2, runs, dst, second);
            }
            case 3 -> {
                sum3(src, from, m1, m2, runs, dst, first);
                difference3(src, m1, m2, m3, runs, dst, second);
            }
            default -> {
                sum5(src, from, m1, m2, m3, m4, runs, dst, first);
                alternating(src, m1, m2, m3, m4, m4 + step, runs, dst, second);
            }
        }
    }

    private static void copy(float[] src, int a, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> System.arraycopy(src, a + skip, dst, at, length));
    }

    private static void difference(float[] src, int a, int b, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> difference(src, a + skip, b + skip, dst, at, length));
    }

    private static void difference(float[] src, int a, int b, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = src[a + i] - src[b + i];
        }
    }

    private static void sum(float[] src, int a, int b, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> sum(src, a + skip, b + skip, dst, at, length));
    }

    private static void sum(float[] src, int a, int b, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = src[a + i] + src[b + i];
        }
    }

    private static void sum3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> sum3(src, a + skip, b + skip, c + skip, dst, at, length));
    }

    private static void sum3(float[] src, int a, int b, int c, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = src[a + i] + src[b + i] + src[c + i];
        }
    }

    private static void difference3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> difference3(src, a + skip, b + skip, c + skip, dst, at, length));
    }

    private static void difference3(float[] src, int a, int b, int c, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = src[a + i] - src[b + i] - src[c + i];
        }
    }

    private static void outer(float[] src, int a, int b, int c, Runs runs, float[] dst, int to) {
        pieces(runs, to, (skip, at, length) -> outer(src, a + skip, b + skip, c + skip, dst, at, length));
    }

    private static void outer(float[] src, int a, int b, int c, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = Math.fma(4f, src[a + i], Math.fma(-5f, src[b + i], src[c + i]));
        }
    }

    private static void inner(
            float[] src, int a, int b, int c, int d, float k, float m, Runs runs, float[] dst, int to) {
        pieces(
                runs,
                to,
                (skip, at, length) -> inner(src, a + skip, b + skip, c + skip, d + skip, k, m, dst, at, length));
    }

    private static void inner(
            float[] src, int a, int b, int c, int d, float k, float m, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = Math.fma(m, Math.fma(k, src[a + i], src[c + i]), Math.fma(k, src[b + i], src[d + i]));
        }
    }

    private static void sum5(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to) {
        pieces(
                runs,
                to,
                (skip, at, length) -> sum5(src, a + skip, b + skip, c + skip, d + skip, e + skip, dst, at, length));
    }

    private static void sum5(float[] src, int a, int b, int c, int d, int e, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = src[a + i] + (src[b + i] + src[c + i]) + (src[d + i] + src[e + i]);
        }
    }

    private static void alternating(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to) {
        pieces(
                runs,
                to,
                (skip, at, length) ->
                        alternating(src, a + skip, b + skip, c + skip, d + skip, e + skip, dst, at, length));
    }

    private static void alternating(float[] src, int a, int b, int c, int d, int e, float[] dst, int to, int length) {
        for (int i = 0; i < length; i++) {
            dst[to + i] = Math.fma(2f, src[c + i] - src[d + i], src[a + i] - src[b + i]) + src[e + i];
        }
    }

    @Override
    public boolean within(float[] values, int from, int length, float limit) {
        for (int i = from; i < from + length; i++) {
            if (!(Math.abs(values[i]) <= limit)) {
                return false;
            }
        }
        return true;
    }
}
