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
        /** {@code 25/64 x0 - 29/16 x2 + x4}. */
        FIVE_OUTER(4, 4),
        /** {@code (x3 - 25/16 x1) + 1/2 (x2 - 25/16 x0)}. */
        FIVE_NEAR_PLUS(3, 4),
        /** {@code (x3 - 25/16 x1) - 1/2 (x2 - 25/16 x0)}. */
        FIVE_NEAR_MINUS(3, 4),
        /** {@code (x3 - 1/4 x1) + 5/4 (x2 - 1/4 x0)}. */
        FIVE_FAR_PLUS(3, 3),
        /** {@code (x3 - 1/4 x1) - 5/4 (x2 - 1/4 x0)}. */
        FIVE_FAR_MINUS(3, 3),
        /** {@code 81/64 x0 - 45/16 x2 + x4}. */
        SIX_OUTER(4, 6),
        /** {@code (x4 - 9/4 x2) + 3/4 (x3 - 9/4 x1)}. */
        SIX_NEAR_PLUS(4, 6),
        /** {@code (x4 - 9/4 x2) - 3/4 (x3 - 9/4 x1)}. */
        SIX_NEAR_MINUS(4, 6),
        /** {@code (x4 - 9/16 x2) + 3/2 (x3 - 9/16 x1)}. */
        SIX_FAR_PLUS(4, 4),
        /** {@code (x4 - 9/16 x2) - 3/2 (x3 - 9/16 x1)}. */
        SIX_FAR_MINUS(4, 4),
        /** {@code 21/4 (x2 - x4) + x6 - x0}. */
        EIGHT_OUTER(6, 13),
        /** {@code (x6 - 5 x4 + 4 x2) + 1/2 (x5 - 5 x3 + 4 x1)}. */
        EIGHT_HALF_PLUS(6, 15),
        /** {@code (x6 - 5 x4 + 4 x2) - 1/2 (x5 - 5 x3 + 4 x1)}. */
        EIGHT_HALF_MINUS(6, 15),
        /** {@code (x6 - 17/4 x4 + x2) + (x5 - 17/4 x3 + x1)}. */
        EIGHT_ONE_PLUS(6, 13),
        /** {@code (x6 - 17/4 x4 + x2) - (x5 - 17/4 x3 + x1)}. */
        EIGHT_ONE_MINUS(6, 13),
        /** {@code (x6 - 5/4 x4 + 1/4 x2) + 2 (x5 - 5/4 x3 + 1/4 x1)}. */
        EIGHT_TWO_PLUS(6, 8),
        /** {@code (x6 - 5/4 x4 + 1/4 x2) - 2 (x5 - 5/4 x3 + 1/4 x1)}. */
        EIGHT_TWO_MINUS(6, 8);

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
