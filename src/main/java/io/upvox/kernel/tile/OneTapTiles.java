package io.upvox.kernel.tile;

/**
 * The inner loop for kernels equal to their stride, 1 or 2 along W: every output has one tap. Lanes are outputs of a row: inputs
 * are spread over the outputs that they make, and weights are pairs, so that vectors go straight into the output.
 */
public interface OneTapTiles {
    /** Vectors of a tile. They may come from anywhere: a tile takes them from as many rows as it needs. */
    int VECTORS = 4;
    /** Output channels of a tile, which lie together in the weights. */
    int CHANNELS = 4;

    /** Names the tile and the width, for the printed plan. */
    String tile();

    /** Outputs of a vector. */
    int lanes();

    /**
     * Whether rows with that stride are woven: panels hold each input once, halves of a vector taking turns, and the loop makes
     * two vectors of outputs of one of inputs.
     */
    boolean woven(int stride);

    /**
     * Whether this is faster than output channels side by side.
     *
     * @param terms number of terms
     * @param row outputs that are one run of memory
     */
    boolean pays(int terms, int row);

    /** Elements of a tile's panel. */
    default int panel(int terms, int stride) {
        return terms * VECTORS / (woven(stride) ? 2 : 1) * lanes();
    }

    /**
     * Spreads inputs into the panels of tiles: term k of a tile's vector v lies at {@code (k*VECTORS + v)*lanes}.
     *
     * @param src a tensor
     * @param from index of the first channel's first voxel
     * @param channelStep distance of channels in the tensor
     * @param channels number of channels: terms
     * @param sources where vectors begin, counted from there
     * @param tiles number of tiles
     * @param spread outputs of an input, 1 or 2
     * @param panels receives the panels
     * @param to where they go
     * @param panelStep from one tile's to the next's
     */
    void spread(
            float[] src,
            int from,
            int channelStep,
            int channels,
            int[] sources,
            int tiles,
            int spread,
            float[] panels,
            int to,
            int panelStep);

    /**
     * Computes the outputs of a tile for some channels: lane l of vector v of channel c is {@code bias[channel + c] + sum over k of
     * panel[(k*VECTORS + v)*lanes + l] * weight(k, c, l % 2)}, summed from +0 in the order of k by fma, the bias last.
     *
     * @param unit what tiles have in common
     * @param at index of the tile's panel
     * @param weights index of the weights of term 0, channel 0
     * @param channels 1 to {@link #CHANNELS}
     * @param channel index of channel 0's bias
     * @param to where places count from for channel 0
     * @param place index of vector 0's place
     */
    void run(OneTapUnit unit, int at, int weights, int channels, int channel, int to, int place);
}
