package io.upvox.kernel.toomcook;

/**
 * The one-axis transforms, element by element over {@link Runs}. Element {@code i} of a row is read at {@code a + i}, or with
 * spread runs at {@code a + i + i/16*16}. Every method states its result as a term whose operations are done in that order,
 * each rounded, {@code fma} once: so all implementations give the same bits.
 */
public interface RunPasses {
    /** {@code a}. */
    void copy(float[] src, int a, Runs runs, float[] dst, int to);

    /** {@code a - b}. */
    void difference(float[] src, int a, int b, Runs runs, float[] dst, int to);

    /** {@code a + b}. */
    void sum(float[] src, int a, int b, Runs runs, float[] dst, int to);

    /** {@code (a + b) + c}. */
    void sum3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to);

    /** {@code (a - b) - c}. */
    void difference3(float[] src, int a, int b, int c, Runs runs, float[] dst, int to);

    /** {@code fma(4, a, fma(-5, b, c))}. */
    void outer(float[] src, int a, int b, int c, Runs runs, float[] dst, int to);

    /** {@code fma(m, fma(k, a, c), fma(k, b, d))}. */
    void inner(float[] src, int a, int b, int c, int d, float k, float m, Runs runs, float[] dst, int to);

    /** {@code (a + (b + c)) + (d + e)}. */
    void sum5(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to);

    /** {@code fma(2, c - d, a - b) + e}. */
    void alternating(float[] src, int a, int b, int c, int d, int e, Runs runs, float[] dst, int to);

    /** Whether all of {@code length} values, a multiple of 16, are at most {@code limit} in magnitude; NaN is not. */
    boolean within(float[] values, int from, int length, float limit);
}
