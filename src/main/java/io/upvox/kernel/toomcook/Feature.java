package io.upvox.kernel.toomcook;

/**
 * A sum of inputs on one axis, one for each tile: what a product takes on the input's side. Phases that need the same sum
 * share it.
 *
 * @param kind which sum
 * @param offset of its first input from the tile's first cell
 */
record Feature(Kind kind, int offset) {
    /** Sums of inputs {@code x0, x1, ...} from the offset on. */
    enum Kind {
        /** {@code x0}. */
        VALUE(0, 1),
        /** {@code x0 - x1}. */
        STEP(1, 2),
        /** {@code x0 - x2}. */
        DOUBLE_STEP(2, 2),
        /** {@code x0 + x1}. */
        PAIR(1, 2),
        /** {@code 4 x0 - 5 x2 + x4}. */
        OUTER(4, 10),
        /** {@code (x4 - 4 x2) + (x3 - 4 x1)}. */
        NEAR_PLUS(4, 10),
        /** {@code (x4 - 4 x2) - (x3 - 4 x1)}. */
        NEAR_MINUS(4, 10),
        /** {@code (x4 - x2) + 2 (x3 - x1)}. */
        FAR_PLUS(4, 6),
        /** {@code (x4 - x2) - 2 (x3 - x1)}. */
        FAR_MINUS(4, 6);

        private final int reach;
        private final int gain;

        Kind(int reach, int gain) {
            this.reach = reach;
            this.gain = gain;
        }

        /** Offset of the last input from the first. */
        int reach() {
            return reach;
        }

        /** The sum is at most so many times the largest of its inputs. */
        int gain() {
            return gain;
        }
    }

    /** Offset of the last input. */
    int last() {
        return offset + kind.reach();
    }

    /**
     * Computes the sums.
     *
     * @param at where the inputs of offset {@code low}, {@code low + 1}, ... lie for the first tile, from {@code base}
     */
    void run(RunPasses passes, float[] src, int base, int[] at, int low, Runs runs, float[] dst, int to) {
        int o = offset - low;
        int x0 = base + at[o];
        switch (kind) {
            case VALUE -> passes.copy(src, x0, runs, dst, to);
            case STEP -> passes.difference(src, x0, base + at[o + 1], runs, dst, to);
            case DOUBLE_STEP -> passes.difference(src, x0, base + at[o + 2], runs, dst, to);
            case PAIR -> passes.sum(src, x0, base + at[o + 1], runs, dst, to);
            case OUTER -> passes.outer(src, x0, base + at[o + 2], base + at[o + 4], runs, dst, to);
            case NEAR_PLUS -> inner(passes, src, base, at, o, -4, 1, runs, dst, to);
            case NEAR_MINUS -> inner(passes, src, base, at, o, -4, -1, runs, dst, to);
            case FAR_PLUS -> inner(passes, src, base, at, o, -1, 2, runs, dst, to);
            case FAR_MINUS -> inner(passes, src, base, at, o, -1, -2, runs, dst, to);
        }
    }

    private static void inner(
            RunPasses passes,
            float[] src,
            int base,
            int[] at,
            int o,
            float k,
            float m,
            Runs runs,
            float[] dst,
            int to) {
        passes.inner(src, base + at[o + 1], base + at[o + 2], base + at[o + 3], base + at[o + 4], k, m, runs, dst, to);
    }
}
