package io.upvox.kernel.fold;

/** The tiles of taps that are wanted at a time; chosen again and again by one thread. */
public final class TileChoice {
    private final FoldWeights weights;
    private final int[] at;
    private final int[] height;
    private final int[] row;
    private int count;
    private int firstRow;

    TileChoice(FoldWeights weights) {
        this.weights = weights;
        int tiles = weights.tiles().count();
        this.at = new int[tiles];
        this.height = new int[tiles];
        this.row = new int[tiles];
    }

    /** Chooses the tiles that hold taps of a group's taps along D and output channels. */
    void choose(int group, int kd0, int kd1, int output0, int output1) {
        TapTiles tiles = weights.tiles();
        count = 0;
        for (int t = 0; t < tiles.count(); t++) {
            if (tiles.holds(t, kd0, kd1, output0, output1)) {
                firstRow = count == 0 ? tiles.row(t) : firstRow;
                at[count] = weights.tile(group, t);
                height[count] = tiles.height(t);
                row[count] = tiles.row(t) - firstRow;
                count++;
            }
        }
    }

    /** First row, of all tiles, of the chosen ones. */
    int firstRow() {
        return firstRow;
    }

    /** The row of products of a tap whose tile is chosen. */
    int rowOf(int kd, int output, int hw) {
        return weights.tiles().rowOf(kd, output, hw) - firstRow;
    }

    /** Rows of products of the chosen tiles. */
    int rows() {
        return count == 0 ? 0 : row[count - 1] + height[count - 1];
    }

    /** Packed weights of all tiles. */
    public float[] weights() {
        return weights.weights();
    }

    /** Number of chosen tiles. */
    public int count() {
        return count;
    }

    /** Where a chosen tile's weights {@code [channel][tap]} begin. */
    public int at(int i) {
        return at[i];
    }

    /** Taps of a chosen tile. */
    public int height(int i) {
        return height[i];
    }

    /** First row of products of a chosen tile. */
    public int row(int i) {
        return row[i];
    }
}
