package io.upvox.kernel.tile;

/**
 * The inner loop for kernels as wide as their stride along W, 2: each input voxel makes two outputs that no other makes. Voxels
 * are side by side, weights are broadcast, and the pairs are woven together in registers, straight into the output.
 */
public interface OneTapTiles {
    /** Voxels of a tile at most, and the distance of terms in its panel. */
    int VOXELS = 32;

    /** Names the tile and the width, for the printed plan. */
    String tile();

    /** Fewest voxels of a row: shorter ones cannot be cut into tiles. */
    int fewestVoxels();

    /**
     * Copies the inputs of a tile into a panel.
     *
     * @param src a tensor
     * @param from index of the first channel's first voxel
     * @param channelStep distance of channels in the tensor
     * @param channels number of channels
     * @param count number of voxels, at most {@link #VOXELS}
     * @param panel receives voxel v of channel k at {@code to + k*VOXELS + v}
     * @param to where the first goes
     */
    void pack(float[] src, int from, int channelStep, int channels, int count, float[] panel, int to);

    /**
     * Computes the outputs of a run of voxels for some output channels: for each channel c, voxel v and tap t, {@code
     * dst[to + c*channelStep + 2*v + t] = bias[biasAt + c] + sum over k of panel[at + k*VOXELS + v] * weights[tap(t) + k*width + c]},
     * summed from +0 in the order of k by fma, the bias last.
     *
     * @param panel inputs
     * @param at index of the first term's first voxel
     * @param count number of voxels, {@link #fewestVoxels} to {@link #VOXELS}
     * @param terms number of terms
     * @param weights packed weights
     * @param even index of the even outputs' weights: term 0, channel 0
     * @param odd index of the odd outputs' weights
     * @param width distance of terms in the weights
     * @param channels number of channels, at least 1
     * @param bias biases
     * @param biasAt index of channel 0's bias
     * @param dst receives the outputs, nothing else is written
     * @param to index of channel 0's first output
     * @param channelStep distance of channels in the output
     */
    void run(
            float[] panel,
            int at,
            int count,
            int terms,
            float[] weights,
            int even,
            int odd,
            int width,
            int channels,
            float[] bias,
            int biasAt,
            float[] dst,
            int to,
            int channelStep);
}
