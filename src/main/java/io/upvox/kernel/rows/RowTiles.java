package io.upvox.kernel.rows;

import java.util.Optional;

/**
 * The inner loops with the outputs of a row side by side.
 *
 * <p>For each vector v and channel c of a block: from +0, for every term k in order, {@code sum = fma(x[base + v*step +
 * offsets[k] + lane], w, sum)} with w the lane's weight in the pattern at {@code panel
 * + k*pitch + c}, then the bias is added and the sum stored.
 * Implementations may only differ in which sums they keep in registers together, so all give the same bits.
 */
public interface RowTiles {
    /** Outputs of a vector. */
    int lanes();

    /** Vectors of a tile of four channels. */
    int vectors();

    /** Whether there are layers for which this is faster than channels side by side. */
    boolean fast();

    /** Whether weights for strides of 1 and 2 shall be pairs. */
    boolean pairs();

    /** The inner loops for rows that can be woven, if there are any. */
    default Optional<WovenTiles> woven() {
        return Optional.empty();
    }

    /** Names the tiles and the width, for the printed plan. */
    String tile();

    /**
     * Expands an input row: lane {@code o} receives {@code row[from + source + o/stride]}, where source is the pattern's for the
     * lane's residue, and zero where there is none.
     *
     * @param row inputs, with zeros outside the volume; two vectors more than are taken may be read
     * @param from where sources count from
     * @param pattern which lane takes which
     * @param copy which of the pattern's copies
     * @param x receives the expanded row
     * @param at where it begins
     * @param length lanes
     */
    void expand(float[] row, int from, RowPattern pattern, int copy, float[] x, int at, int length);

    /**
     * Expands rows straight from the inputs, or does nothing if there is no loop for the pattern or the reads would leave the
     * array: as the other method, but with zeros for sources outside.
     *
     * @param src inputs
     * @param from where sources count from, in the first row
     * @param step inputs from one row to the next
     * @param begin the first source that is inside
     * @param end behind the last source that is inside
     * @param rows number of rows
     * @param pattern which lane takes which
     * @param copy which of the pattern's copies
     * @param x receives the expanded rows
     * @param at where the first begins
     * @param rowStep lanes from one row to the next
     * @param length lanes of a row
     * @return whether it was done
     */
    boolean expand(
            float[] src,
            int from,
            int step,
            int begin,
            int end,
            int rows,
            RowPattern pattern,
            int copy,
            float[] x,
            int at,
            int rowStep,
            int length);

    /**
     * Computes vectors of one output channel whose expanded rows lie one behind the other, or nothing if there is no loop for
     * so many terms.
     *
     * @param x expanded rows
     * @param base lane 0 of the first vector in the row of offset 0
     * @param vectors number of vectors
     * @param offsets of the terms' rows
     * @param terms number of terms
     * @param panels weight patterns
     * @param panel index of the first pattern
     * @param pitch elements from one term's pattern to the next
     * @param bias of the channel
     * @param dst receives the vectors
     * @param to where they go
     * @param at where each goes, counted from there
     * @return whether it was done
     */
    boolean pass(
            float[] x,
            int base,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            float bias,
            float[] dst,
            int to,
            int[] at);

    /**
     * Computes vectors of some output rows of a block of output channels, or nothing if there is no loop for so many channels.
     * Rows are counted from the strip's first and come in rising order.
     *
     * @param x expanded rows
     * @param base lane 0 of the first vector of cell 0 in the row of offset 0
     * @param cellStep elements from one cell's rows to the next's
     * @param first the first row
     * @param end behind the last row
     * @param vectors number of vectors of a row
     * @param table the terms of each residue along H
     * @param panels weight patterns
     * @param channels 3 or 4; if 3, the fourth is the third again, and may be computed and stored
     * @param bias of all channels
     * @param channel the first channel
     * @param dst receives the rows
     * @param width elements from one row to the next
     * @param to where each channel's row 0 goes, an index each
     * @return whether it was done
     */
    boolean rows(
            float[] x,
            int base,
            int cellStep,
            int first,
            int end,
            int vectors,
            RowTable table,
            RowPanels panels,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int width,
            int[] to);

    /**
     * Computes vectors of one output row of a block of output channels.
     *
     * @param x expanded rows
     * @param base lane 0 of the first vector in the row of offset 0
     * @param step lanes from one vector to the next, in {@code x} and in {@code dst}
     * @param vectors number of vectors
     * @param offsets of the terms' rows
     * @param terms number of terms; 0 leaves the bias
     * @param panels weight patterns
     * @param panel index of the block's first pattern
     * @param pitch elements from one term's patterns to the next's
     * @param channels 1, 2 or 4
     * @param bias of all channels
     * @param channel the first channel
     * @param dst receives the row
     * @param to where each channel's row goes, an index each
     * @param ahead where the first vector lies in it
     */
    void run(
            float[] x,
            int base,
            int step,
            int vectors,
            int[] offsets,
            int terms,
            RowPanels panels,
            int panel,
            int pitch,
            int channels,
            float[] bias,
            int channel,
            float[] dst,
            int[] to,
            int ahead);
}
