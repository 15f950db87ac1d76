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
}
