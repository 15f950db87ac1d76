package io.upvox.kernel.rows;

/**
 * The lanes of one residue in an expanded row: those before {@code begin} and from {@code end} on are zero, the others take
 * inputs one after the other.
 *
 * @param residue first lane
 * @param begin first lane with an input
 * @param end behind the last lane with an input, a lane of the residue
 * @param input the input of lane {@code begin}
 * @param length lanes of the row
 */
record RowLanes(int residue, int begin, int end, int input, int length) {
    static RowLanes of(int first, int width, RowPattern pattern, int copy, int residue, int length) {
        int stride = pattern.stride();
        int source = pattern.source(copy, residue);
        int count = residue < length ? (length - residue - 1) / stride + 1 : 0;
        int from = first + source;
        int skip = source < 0 ? count : Math.min(count, Math.max(0, -from));
        int last = source < 0 ? count : Math.max(skip, Math.min(count, width - from));
        return new RowLanes(residue, residue + skip * stride, residue + last * stride, from + skip, length);
    }

    void copy(float[] src, int from, int stride, float[] x, int at) {
        for (int o = residue; o < begin; o += stride) {
            x[at + o] = 0f;
        }
        int i = from + input;
        for (int o = begin; o < end; o += stride) {
            x[at + o] = src[i++];
        }
        for (int o = end; o < length; o += stride) {
            x[at + o] = 0f;
        }
    }
}
