package io.upvox.kernel.toomcook;

import io.upvox.kernel.toomcook.Feature.Kind;

/**
 * A tile of neighbouring outputs of a phase on one axis from {@code taps + tile - 1} products: each of a {@link Feature} of the
 * inputs and a sum of the weights. Points 0, 1, -1 and infinity for two outputs. For four outputs those whose errors are the
 * smallest of all sets with a few bits: 1/2, -1/2, 5/4, -5/4, infinity for two taps, 0, 3/4, -3/4, 3/2, -3/2, infinity for three
 * and 0, 1/2, -1/2, 1, -1, 2, -2, infinity for five.
 */
final class AxisAlgorithm {
    /** Outputs of the small tile. */
    static final int TWO = 2;
    /** Outputs of the large tile. */
    static final int FOUR = 4;

    /** A phase that no product reaches. */
    private static final AxisAlgorithm NONE = new AxisAlgorithm(0, new Kind[0], new int[0], new double[0][], 0);

    /** One tap: nothing is saved. */
    private static final AxisAlgorithm ONE_TAP =
            new AxisAlgorithm(1, new Kind[] {Kind.VALUE, Kind.VALUE}, new int[] {0, 1}, new double[][] {{1}, {1}}, 1);

    /** F(2,2): 3 products instead of 4. */
    private static final AxisAlgorithm TWO_TAPS = new AxisAlgorithm(
            2,
            new Kind[] {Kind.STEP, Kind.VALUE, Kind.STEP},
            new int[] {0, 1, 1},
            new double[][] {{1, 0}, {1, 1}, {0, 1}},
            2);

    /** F(4,2): 5 products instead of 8. */
    private static final AxisAlgorithm FOUR_OF_TWO_TAPS = new AxisAlgorithm(
            2,
            new Kind[] {
                Kind.FIVE_NEAR_PLUS, Kind.FIVE_NEAR_MINUS, Kind.FIVE_FAR_PLUS, Kind.FIVE_FAR_MINUS, Kind.FIVE_OUTER
            },
            new int[] {0, 0, 0, 0, 0},
            atPoints(2, .5, -.5, 1.25, -1.25),
            6);

    /** F(2,3): 4 products instead of 6. */
    private static final AxisAlgorithm THREE_TAPS = new AxisAlgorithm(
            3,
            new Kind[] {Kind.DOUBLE_STEP, Kind.PAIR, Kind.STEP, Kind.DOUBLE_STEP},
            new int[] {0, 1, 1, 1},
            new double[][] {{1, 0, 0}, {.5, .5, .5}, {-.5, .5, -.5}, {0, 0, 1}},
            3);

    /** F(4,3): 6 products instead of 12. */
    private static final AxisAlgorithm FOUR_OF_THREE_TAPS = new AxisAlgorithm(
            3,
            new Kind[] {
                Kind.SIX_OUTER,
                Kind.SIX_NEAR_PLUS,
                Kind.SIX_NEAR_MINUS,
                Kind.SIX_FAR_PLUS,
                Kind.SIX_FAR_MINUS,
                Kind.SIX_OUTER
            },
            new int[] {0, 0, 0, 0, 0, 1},
            atPoints(3, 0, .75, -.75, 1.5, -1.5),
            9);

    /** F(4,5): 8 products instead of 20. */
    private static final AxisAlgorithm FIVE_TAPS = new AxisAlgorithm(
            5,
            new Kind[] {
                Kind.EIGHT_OUTER,
                Kind.EIGHT_HALF_PLUS,
                Kind.EIGHT_HALF_MINUS,
                Kind.EIGHT_ONE_PLUS,
                Kind.EIGHT_ONE_MINUS,
                Kind.EIGHT_TWO_PLUS,
                Kind.EIGHT_TWO_MINUS,
                Kind.EIGHT_OUTER
            },
            new int[] {0, 0, 0, 0, 0, 0, 0, 1},
            atPoints(5, 0, .5, -.5, 1, -1, 2, -2),
            20);

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

    /** The weights' sides of products at points and at infinity: the powers of a point over its distances from the others. */
    private static double[][] atPoints(int taps, double... points) {
        double[][] weights = new double[points.length + 1][taps];
        for (int i = 0; i < points.length; i++) {
            double value = 1;
            for (int j = 0; j < points.length; j++) {
                value /= i == j ? 1 : points[i] - points[j];
            }
            for (int tap = 0; tap < taps; tap++) {
                weights[i][tap] = value;
                value *= points[i];
            }
        }
        weights[points.length][taps - 1] = 1;
        return weights;
    }

    /** Whether there is an algorithm for a tile and so many taps. */
    static boolean exists(int tile, int taps) {
        return taps == 0 || taps == 2 || taps == 3 || taps == (tile == TWO ? 1 : 5);
    }

    /** The algorithm for a tile and so many taps. */
    static AxisAlgorithm of(int tile, int taps) {
        if (!exists(tile, taps)) {
            throw new IllegalArgumentException("no algorithm for " + tile + " outputs of " + taps + " taps");
        }
        return switch (taps) {
            case 0 -> NONE;
            case 1 -> ONE_TAP;
            case 2 -> tile == TWO ? TWO_TAPS : FOUR_OF_TWO_TAPS;
            case 3 -> tile == TWO ? THREE_TAPS : FOUR_OF_THREE_TAPS;
            default -> FIVE_TAPS;
        };
    }

    /** Number of products for a tile of outputs. */
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
