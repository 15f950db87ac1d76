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
     * Computes rows of an output plane in rising order. Whole vectors are written: the last one of a row may reach beyond it.
     *
     * @param form of the layer
     * @param strip what they are computed from; for each input row the weights of the even output, then those of the odd one
     * @param base the centre of the first row's first cell in the row of offset 0
     * @param residue of the first row along H
     * @param rows number of rows
     * @param vectors vectors of inputs of a row: twice as many of outputs
     * @param dst receives the rows
     * @param to where the first row goes
     */
    void one(WovenForm form, WovenStrip strip, int base, int residue, int rows, int vectors, float[] dst, int to);

    /**
     * Computes rows of two output planes that take the same inputs. Up to half a vector is read behind the cells. Otherwise as
     * {@link #one}.
     *
     * @param form one that {@link WovenForm#spreads}
     * @param strip what they are computed from; for each input row a vector of the first weights of even and odd outputs, which
     *     take turns, and one of the second
     * @param plane from a row of the first plane to that of the second
     */
    void two(
            WovenForm form,
            WovenStrip strip,
            int base,
            int residue,
            int rows,
            int vectors,
            float[] dst,
            int to,
            int plane);
}
