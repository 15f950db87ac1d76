package io.upvox.kernel.toomcook;

import io.upvox.kernel.toomcook.Feature.Kind;

/**
 * Two neighbouring outputs of a phase on one axis from {@code taps + 1} products: each of a {@link Feature} of the inputs and a
 * sum of the weights. Points 0, 1, -1, infinity, and 2, -2 for five taps.
 */
final class AxisAlgorithm {
    /** A phase that no product reaches. */
    private static final AxisAlgorithm NONE = new AxisAlgorithm(0, new Kind[0], new int[0], new double[0][], 0);

    /** One tap: nothing is saved. */
    private static final AxisAlgorithm ONE =
            new AxisAlgorithm(1, new Kind[] {Kind.VALUE, Kind.VALUE}, new int[] {0, 1}, new double[][] {{1}, {1}}, 1);

    /** F(2,2): 3 products instead of 4. */
    private static final AxisAlgorithm TWO = new AxisAlgorithm(
            2,
            new Kind[] {Kind.STEP, Kind.VALUE, Kind.STEP},
            new int[] {0, 1, 1},
            new double[][] {{1, 0}, {1, 1}, {0, 1}},
            2);

    /** F(2,3): 4 products instead of 6. */
    private static final AxisAlgorithm THREE = new AxisAlgorithm(
            3,
            new Kind[] {Kind.DOUBLE_STEP, Kind.PAIR, Kind.STEP, Kind.DOUBLE_STEP},
            new int[] {0, 1, 1, 1},
            new double[][] {{1, 0, 0}, {.5, .5, .5}, {-.5, .5, -.5}, {0, 0, 1}},
            3);

    /** F(2,5): 6 products instead of 10. */
    private static final AxisAlgorithm FIVE = new AxisAlgorithm(
            5,
            new Kind[] {Kind.OUTER, Kind.NEAR_PLUS, Kind.NEAR_MINUS, Kind.FAR_PLUS, Kind.FAR_MINUS, Kind.OUTER},
            new int[] {0, 0, 0, 0, 0, 1},
            new double[][] {
                {1 / 4., 0, 0, 0, 0},
                {-1 / 6., -1 / 6., -1 / 6., -1 / 6., -1 / 6.},
                {-1 / 6., 1 / 6., -1 / 6., 1 / 6., -1 / 6.},
                {1 / 24., 2 / 24., 4 / 24., 8 / 24., 16 / 24.},
                {1 / 24., -2 / 24., 4 / 24., -8 / 24., 16 / 24.},
                {0, 0, 0, 0, 1}
            },
            7);

    private final int taps;
    private final Kind[] kinds;
    private final int[] offsets;
    private final double[][] weights;
    private final int gain;

    private AxisAlgorithm(int taps, Kind[] kinds, int[] offsets, double[][] weights, int gain) {
        this.taps = taps;
        this.kinds = kinds;
        this.offsets = offsets;
        this.weights = weights;
        this.gain = gain;
    }

    /** Whether there is an algorithm for so many taps. */
    static boolean exists(int taps) {
        return taps <= 3 || taps == 5;
    }

    /** The algorithm for so many taps. */
    static AxisAlgorithm of(int taps) {
        return switch (taps) {
            case 0 -> NONE;
            case 1 -> ONE;
            case 2 -> TWO;
            case 3 -> THREE;
            case 5 -> FIVE;
            default -> throw new IllegalArgumentException("no algorithm for " + taps + " taps");
        };
    }

    /** Number of products for two outputs. */
    int products() {
        return kinds.length;
    }

    /** What a product takes on the input's side, for a phase whose first tap is at that offset. */
    Feature feature(int product, int firstOffset) {
        return new Feature(kinds[product], firstOffset + offsets[product]);
    }

    /** What a product takes on the weights' side: their coefficients, tap by tap. */
    double[] weights(int product) {
        return weights[product];
    }

    /** An output is at most so many times the largest of the products' sums. */
    int gain() {
        return gain;
    }

    /** Number of taps. */
    int taps() {
        return taps;
    }
}
