package io.upvox.kernel.rows;

/**
 * The inner loops for {@link WovenForm spread} rows: outputs side by side are sums over them. Each sum has the terms of {@link
 * RowTiles} in the same order, so both give the same bits.
 */
public interface SpreadTiles {
    /** Elements behind a row's last input that spreading reads at most. */
    int BEYOND = 64;

    /**
     * Spreads rows.
     *
     * @param src has the rows; whole vectors are read, with {@link #BEYOND} elements behind a row at most
     * @param from where sources count from, in the first row
     * @param srcStep from one to the next
     * @param begin the first source that is inside
     * @param end behind the last source that is inside
     * @param odd the source of lane 1; that of lane 0 is 0
     * @param x receives them, with zeros where sources are outside
     * @param at where the first begins
     * @param step from one to the next
     * @param rows number of rows
     * @param length of each, whole vectors
     */
    void spread(
            float[] src,
            int from,
            int srcStep,
            int begin,
            int end,
            int odd,
            float[] x,
            int at,
            int step,
            int rows,
            int length);

    /**
     * Computes rows of an output plane in rising order. Whole vectors are written: the last one of a row may reach beyond it.
     *
     * @param x spread rows
     * @param base lane 0 of the first row's cell in the row of offset 0
     * @param step from one cell along H to the next
     * @param residue of the first row along H
     * @param rows number of rows
     * @param vectors vectors of a row
     * @param ends for each residue along H, behind the last of its input rows; the last residue's is followed by nothing
     * @param offsets of the input rows, those of the first residue first
     * @param weights for each input row a vector for the first taps of even and odd outputs, which take turns, and one for the
     *     second taps
     * @param at where the weights of each residue begin
     * @param bias of the channel
     * @param dst receives the rows
     * @param to where the first row goes
     * @param width from one row to the next
     */
    void one(
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

    /**
     * Computes rows of two output planes that take the same inputs. Otherwise as {@link #one}.
     *
     * @param next where the weights of each residue begin, for the second plane
     * @param plane from a row of the first plane to that of the second
     */
    void two(
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
            int[] next,
            float bias,
            float[] dst,
            int to,
            int plane,
            int width);
}
