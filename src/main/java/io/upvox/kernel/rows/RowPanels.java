package io.upvox.kernel.rows;

import io.upvox.kernel.memory.LargeArrays;

/**
 * Weights as patterns of vectors, in one of two forms: pairs, for strides of 1 and 2, where a pattern is the weights of two
 * lanes over and over (low half of the double first); else all lanes of a vector.
 *
 * @param pairs patterns of one element; empty in the other form
 * @param vectors patterns of as many elements as a vector has lanes; empty in the other form
 */
public record RowPanels(double[] pairs, float[] vectors) {
    /** Whether patterns are pairs. */
    public boolean paired() {
        return pairs.length > 0;
    }

    static RowPanels of(boolean paired, int patterns, int lanes) {
        return paired
                ? new RowPanels(new double[patterns + 1], new float[0])
                : new RowPanels(new double[0], new float[LargeArrays.ALIGNED + Math.multiplyExact(patterns, lanes)]);
    }

    /** Elements of a pattern of that many lanes. */
    int unit(int lanes) {
        return paired() ? 1 : lanes;
    }

    /** Where the first pattern begins. */
    int start() {
        return paired() ? 0 : LargeArrays.ALIGNED;
    }

    /** Sets the weights of a lane of a pattern. */
    void set(int pattern, int lane, float weight) {
        if (!paired()) {
            vectors[pattern + lane] = weight;
        } else if (lane < 2) {
            // The weights are finite: no bits of two of them make a NaN, which might be changed on its way.
            long bits = Double.doubleToRawLongBits(pairs[pattern]) & (lane == 0 ? -1L << 32 : (1L << 32) - 1);
            pairs[pattern] = Double.longBitsToDouble(
                    bits | (Float.floatToRawIntBits(weight) & 0xffff_ffffL) << (lane == 0 ? 0 : 32));
        }
    }
}
