package io.upvox.kernel.toomcook;

/**
 * The one-axis transforms, element by element over {@link Runs}. Every formula's operations are done in the order written, each
 * rounded, {@code fma} once: so all implementations give the same bits. Element {@code i} of a row is written {@code i} behind
 * the places that are given, and read {@code i} behind them, or with spread runs {@code i + i/16*16}.
 */
public interface RunPasses {
    /**
     * What the products of {@code F(2, taps)} take, from inputs {@code x0, x1, ...} side by side on the axis.
     *
     * <ul>
     *   <li>1 tap: {@code x0, x1}
     *   <li>2: {@code x0 - x1, x1, x1 - x2}
     *   <li>3: {@code x0 - x2, x1 + x2, x1 - x2, x1 - x3}
     *   <li>5: {@code fma(4, x0, fma(-5, x2, x4))}, {@code q + p} and {@code q - p} with {@code p = fma(-4, x1, x3)}, {@code q =
     *       fma(-4, x2, x4)}, {@code fma(2, r, s)} and {@code fma(-2, r, s)} with {@code r = x3 - x1}, {@code s = x4 - x2}, and
     *       {@code fma(4, x1, fma(-5, x3, x5))}
     * </ul>
     *
     * @param taps 1, 2, 3 or 5
     * @param base added to all places of inputs
     * @param from where the inputs lie for the first tile; {@code taps + 1} of them
     * @param to added to all places of results
     * @param at where the results go; {@code taps + 1} of them
     */
    void inputs(int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs);

    /**
     * The two outputs of {@code F(2, taps)} from the sums {@code m0, m1, ...} of its products; runs are not spread.
     *
     * <ul>
     *   <li>1 tap: {@code m0; m1}
     *   <li>2: {@code m0 + m1; m1 - m2}
     *   <li>3: {@code (m0 + m1) + m2; (m1 - m2) - m3}
     *   <li>5: {@code (m0 + (m1 + m2)) + (m3 + m4); fma(2, m3 - m4, m1 - m2) + m5}
     * </ul>
     *
     * @param taps 1, 2, 3 or 5
     * @param from where {@code m0} lies
     * @param step distance of the sums
     * @param first where the first output goes
     * @param second where the second output goes
     */
    void outputs(int taps, float[] src, int from, int step, float[] dst, int first, int second, Runs runs);

    /** Whether all of {@code length} values, a multiple of 16, are at most {@code limit} in magnitude; NaN is not. */
    boolean within(float[] values, int from, int length, float limit);
}
