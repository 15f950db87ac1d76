package io.upvox.kernel.toomcook;

/**
 * The one-axis transforms, element by element over {@link Runs}. Every formula's operations are done in the order written, each
 * rounded, {@code fma} once: so all implementations give the same bits. Element {@code i} of a row is written {@code i} behind
 * the places that are given, and read {@code i} behind them, or with spread runs {@code i/16*16*tile + i%16}.
 */
public interface RunPasses {
    /**
     * What the products of {@code F(tile, taps)} take, from inputs {@code x0, x1, ...} side by side on the axis.
     *
     * <ul>
     *   <li>F(2,1): {@code x0, x1}
     *   <li>F(2,2): {@code x0 - x1, x1, x1 - x2}
     *   <li>F(2,3): {@code x0 - x2, x1 + x2, x1 - x2, x1 - x3}
     *   <li>F(4,2): {@code fma(1/2, p, q)} and {@code fma(-1/2, p, q)} with {@code p = fma(-25/16, x0, x2)}, {@code q =
     *       fma(-25/16, x1, x3)}, {@code fma(5/4, p, q)} and {@code fma(-5/4, p, q)} with -1/4 for -25/16, and {@code fma(25/64, x0,
     *       fma(-29/16, x2, x4))}
     *   <li>F(4,3): {@code fma(81/64, x0, fma(-45/16, x2, x4))}, {@code fma(3/4, p, q)} and {@code fma(-3/4, p, q)} with {@code p
     *       = fma(-9/4, x1, x3)}, {@code q = fma(-9/4, x2, x4)}, {@code fma(3/2, p, q)} and {@code fma(-3/2, p, q)} with -9/16 for
     *       -9/4, and {@code fma(81/64, x1, fma(-45/16, x3, x5))}
     *   <li>F(4,5): {@code fma(21/4, x2 - x4, x6 - x0)}, {@code fma(m, p, q)} and {@code fma(-m, p, q)} with {@code p = fma(k, x1,
     *       fma(l, x3, x5))}, {@code q = fma(k, x2, fma(l, x4, x6))} for {@code m, k, l} of 1/2, 4, -5, then 1, 1, -17/4, then 2,
     *       1/4, -5/4, and {@code fma(21/4, x3 - x5, x7 - x1)}
     * </ul>
     *
     * @param tile 2 or 4
     * @param taps 1, 2 or 3 for a tile of 2, 2, 3 or 5 for one of 4
     * @param base added to all places of inputs
     * @param from where the inputs lie for the first tile; {@code taps + tile - 1} of them
     * @param to added to all places of results
     * @param at where the results go; {@code taps + tile - 1} of them
     */
    void inputs(int tile, int taps, float[] src, int base, int[] from, float[] dst, int to, int[] at, Runs runs);

    /**
     * The outputs of {@code F(tile, taps)} from the sums {@code m0, m1, ...} of its products; runs are not spread.
     *
     * <ul>
     *   <li>F(2,1): {@code m0; m1}
     *   <li>F(2,2): {@code m0 + m1; m1 - m2}
     *   <li>F(2,3): {@code (m0 + m1) + m2; (m1 - m2) - m3}
     *   <li>F(4,2), with {@code s = m0 + m1}, {@code d = m0 - m1}, {@code t = m2 + m3}, {@code e = m2 - m3}: {@code s + t; fma(5/4, e,
     *       1/2 * d); fma(25/16, t, 1/4 * s); fma(125/64, e, 1/8 * d) + m4}
     *   <li>F(4,3), with {@code s = m1 + m2}, {@code d = m1 - m2}, {@code t = m3 + m4}, {@code e = m3 - m4}: {@code (m0 + s) + t;
     *       fma(3/2, e, 3/4 * d); fma(9/4, t, 9/16 * s); fma(27/8, e, 27/64 * d) + m5}
     *   <li>F(4,5), moreover with {@code u = m5 + m6}, {@code f = m5 - m6}: {@code (m0 + s) + (t + u); fma(2, f, fma(1/2, d, e));
     *       fma(4, u, fma(1/4, s, t)); fma(8, f, fma(1/8, d, e)) + m7}
     * </ul>
     *
     * @param tile 2 or 4
     * @param taps 1, 2 or 3 for a tile of 2, 2, 3 or 5 for one of 4
     * @param from where {@code m0} lies
     * @param step distance of the sums
     * @param to where the first output goes
     * @param toStep distance of the outputs
     */
    void outputs(int tile, int taps, float[] src, int from, int step, float[] dst, int to, int toStep, Runs runs);

    /**
     * What the products of F(2,1) or F(2,2) on each axis take: {@link #inputs} along D, W and H in one pass, for rows of tiles.
     *
     * @param tapsD 1 or 2, likewise along H and W
     * @param from the first input of the first tile
     * @param planeStep distance of planes of the input
     * @param rowStep distance of rows of the input
     * @param to where the first product's go; tiles lie side by side
     * @param productStep distance of products, W innermost
     * @param rows number of rows of tiles
     * @param width tiles of a row
     */
    void cubeInputs(
            int tapsD,
            int tapsH,
            int tapsW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int productStep,
            int rows,
            int width);

    /**
     * What the products of all phases along H and W take where these have {@link SharedFeatures}: {@link #inputs} along D, W and H
     * in one pass, for rows of tiles. The formulas are those of {@link #cubeInputs}, so are the bits.
     *
     * @param tapsD 1 or 2
     * @param singleH which input along H is the single one, 0 or 2; likewise along W
     * @param from the first input of the first tile
     * @param planeStep distance of planes of the input
     * @param rowStep distance of rows of the input
     * @param to where the first feature's go; tiles lie side by side
     * @param featureStep distance of features, W innermost
     * @param rows number of rows of tiles
     * @param width tiles of a row
     */
    void sharedInputs(
            int tapsD,
            int singleH,
            int singleW,
            float[] src,
            int from,
            int planeStep,
            int rowStep,
            float[] dst,
            int to,
            int featureStep,
            int rows,
            int width);

    /**
     * The outputs of F(2,2) on all axes: {@link #outputs} along D, H and W in one pass.
     *
     * @param from where the first product's sums lie
     * @param productStep distance of products, W innermost
     * @param to where the first output goes
     * @param rowStep distance of outputs along H, half of that along D
     * @param columnStep distance of outputs along W
     * @param length elements of a product, a multiple of 16
     */
    void cubeOutputs(
            float[] src, int from, int productStep, float[] dst, int to, int rowStep, int columnStep, int length);

    /** Whether all of {@code length} values, a multiple of 16, are at most {@code limit} in magnitude; NaN is not. */
    boolean within(float[] values, int from, int length, float limit);
}
