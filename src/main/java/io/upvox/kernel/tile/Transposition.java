package io.upvox.kernel.tile;

/** Changes between channels side by side (blocks of 16, as the inner loop wants them) and voxels side by side (as tensors are). */
public interface Transposition {
    /**
     * Brings rows of voxels of up to 16 channels into the packed order.
     *
     * @param src a tensor
     * @param from index of the first channel's first voxel
     * @param channelStep distance of channels in the tensor
     * @param channels number of channels, 1 to 16
     * @param dst receives channel c of voxel v at {@code to + v*16 + c}; other channels are left undefined
     * @param to where the first voxel goes
     * @param count number of voxels
     */
    void pack(float[] src, int from, int channelStep, int channels, float[] dst, int to, int count);

    /**
     * Brings sums into a tensor, with the bias.
     *
     * @param sums packed sums
     * @param base added to all voxels' addresses
     * @param voxels addresses of the voxels; the last one is repeated 15 times
     * @param first index of the first voxel's address
     * @param count number of voxels
     * @param dst receives voxel v of channel c at {@code to + c*channelStep + v}
     * @param to where the first voxel of the first channel goes
     * @param channelStep distance of channels in the tensor
     * @param channel first channel of the block that is wanted
     * @param channels number of channels wanted; {@code channel + channels} is at most 16
     * @param bias the bias of channel 0 of the block at {@code biasAt}, 16 values can be read
     * @param biasAt index of that value
     */
    void store(
            float[] sums,
            int base,
            int[] voxels,
            int first,
            int count,
            float[] dst,
            int to,
            int channelStep,
            int channel,
            int channels,
            float[] bias,
            int biasAt);

    /** In plain Java. */
    final class Scalar implements Transposition {
        @Override
        public void pack(float[] src, int from, int channelStep, int channels, float[] dst, int to, int count) {
            for (int c = 0; c < channels; c++) {
                int source = from + c * channelStep;
                int at = to + c;
                for (int v = 0; v < count; v++) {
                    dst[at + v * ChannelTiles.PITCH] = src[source + v];
                }
            }
        }

        @Override
        public void store(
                float[] sums,
                int base,
                int[] voxels,
                int first,
                int count,
                float[] dst,
                int to,
                int channelStep,
                int channel,
                int channels,
                float[] bias,
                int biasAt) {
            for (int c = 0; c < channels; c++) {
                int source = base + channel + c;
                float b = bias[biasAt + channel + c];
                int at = to + c * channelStep;
                for (int v = 0; v < count; v++) {
                    dst[at + v] = sums[source + voxels[first + v]] + b;
                }
            }
        }
    }
}
