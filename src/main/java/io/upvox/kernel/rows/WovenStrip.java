package io.upvox.kernel.rows;

import java.util.Arrays;

/**
 * What the rows of a strip are computed from, for one output plane or for two that take the same inputs: a thread's ring of input
 * rows, the weights, and for each residue along H which of both a row takes.
 *
 * <p>One object, for the reason that {@link RowTable} gives.
 */
public final class WovenStrip {
    /** From the terms of a residue to those of the next. */
    public static final int PITCH = 8;
    /** Where, in the terms of a residue, the offsets of its input rows begin; before them is their number. */
    public static final int ROWS = 1;
    /** Where, in the terms of a residue, it says where its weights begin; behind that, for the second of two planes. */
    public static final int WEIGHTS = ROWS + WovenTiles.MOST_ROWS;

    private final float[] x;
    private final int step;
    private final float[] weights;
    private final int width;
    private final int[] terms;
    private float bias;

    /**
     * A strip of nothing.
     *
     * @param x input rows, with zeros outside the volume
     * @param step from one cell along H to the next
     * @param weights of the layer
     * @param width from one output row to the next
     * @param residues along H
     */
    WovenStrip(float[] x, int step, float[] weights, int width, int residues) {
        this.x = x;
        this.step = step;
        this.weights = weights;
        this.width = width;
        this.terms = new int[residues * PITCH];
    }

    /** Sets the bias of the channel. */
    void bias(float value) {
        bias = value;
    }

    /** Sets the input rows of a residue along H. */
    void rows(int residue, int[] offsets, int count) {
        terms[residue * PITCH] = count;
        System.arraycopy(offsets, 0, terms, residue * PITCH + ROWS, count);
        Arrays.fill(terms, residue * PITCH + ROWS + count, residue * PITCH + WEIGHTS, 0);
    }

    /** Sets where the weights of a residue along H begin, for the first plane and for the second. */
    void weights(int residue, int plane, int at) {
        terms[residue * PITCH + WEIGHTS + plane] = at;
    }

    /** The input rows. */
    public float[] x() {
        return x;
    }

    /** Elements from one cell along H to the next in the input rows. */
    public int step() {
        return step;
    }

    /** The weights. */
    public float[] weights() {
        return weights;
    }

    /** Elements from one output row to the next. */
    public int width() {
        return width;
    }

    /** For each residue along H {@link #PITCH} terms: {@link #ROWS} and {@link #WEIGHTS} say which. */
    public int[] terms() {
        return terms;
    }

    /** The bias of the channel. */
    public float bias() {
        return bias;
    }

    long bytes() {
        return 4L * terms.length;
    }
}
