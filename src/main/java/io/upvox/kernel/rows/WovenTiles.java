package io.upvox.kernel.rows;

/**
 * The inner loops for rows at a stride of 2 that serve one output channel: even and odd outputs are sums of their own over input
 * rows as they are, woven when they are stored. Each sum has the terms of {@link RowTiles} in the same order, so both give the
 * same bits.
 */
public interface WovenTiles {
    /** Input rows of a sum at most. */
    int MOST_ROWS = 4;

    /** Whether there is a loop for so many input rows. */
    static boolean takes(int rows) {
        return rows <= MOST_ROWS && rows != 3;
    }

    /** The inner loops for spread rows. */
    SpreadTiles spread();

    /** Names the tiles and the width, for the printed plan. */
    String tile();

    /**
     * Copies rows.
     *
     * @param src has the rows
     * @param from where the first begins
     * @param srcStep from one to the next
     * @param x receives them
     * @param at where the first begins
     * @param step from one to the next
     * @param rows number of rows
     * @param length of each
     */
    void copy(float[] src, int from, int srcStep, float[] x, int at, int step, int rows, int length);

    /**
     * Computes rows of outputs in rising order. Whole vectors are written: the last one of a row may reach beyond it.
     *
     * @param form of the layer
     * @param x rows of inputs, with zeros outside the volume
     * @param base the centre of the first row's first cell in the row of offset 0
     * @param step from one cell along H to the next
     * @param residue of the first row along H
     * @param rows number of rows
     * @param vectors vectors of inputs of a row: twice as many of outputs
     * @param ends for each residue along H, behind the last of its input rows; the last residue's is followed by nothing
     * @param offsets of the input rows, those of the first residue first
     * @param weights for each input row the even output's, then the odd one's
     * @param at where the weights of each residue begin
     * @param bias of the channel
     * @param dst receives the rows
     * @param to where the first row goes
     * @param width from one row to the next
     */
    void weave(
            WovenForm form,
            float[] x,
            int base,
            int step,
            int residue,
            int rows,
            int vectors,
            int[] ends,
            int[] offsets,
            float[] weights,
            int[] at,
            float bias,
            float[] dst,
            int to,
            int width);
}
