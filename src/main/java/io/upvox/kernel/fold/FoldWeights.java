package io.upvox.kernel.fold;

import io.upvox.kernel.memory.LargeArrays;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;

/** Weights in the order of the products: for each group and tile of taps {@code [input channel][tap]}. */
final class FoldWeights {
    private final ConvTranspose3dParams params;
    private final PhaseTable phases;
    private final TapTiles tiles;
    private final float[] weights;
    private final int groupStep;
    private final float[] bias;

    FoldWeights(ConvTranspose3dParams params, ConvTranspose3dWeights source, int[] heights) {
        this.params = params;
        phases = new PhaseTable(params);
        int outputs = params.outChannelsPerGroup();
        int inputs = params.inChannelsPerGroup();
        int perChannel = Math.multiplyExact(params.kernel().h(), params.kernel().w());
        tiles = new TapTiles(heights, params.kernel().d(), outputs, perChannel);
        groupStep = Math.multiplyExact(tiles.row(tiles.count()), inputs);
        weights = new float[Math.addExact(LargeArrays.ALIGNED, Math.multiplyExact(groupStep, params.groups()))];
        for (int group = 0; group < params.groups(); group++) {
            for (int t = 0; t < tiles.count(); t++) {
                fill(source.weight(), group, t);
            }
        }
        bias = new float[params.outChannels()];
        for (int c = 0; c < bias.length; c++) {
            bias[c] = source.bias(c) + 0f; // -0 becomes +0
        }
    }

    private void fill(float[] source, int group, int tile) {
        int outputs = params.outChannelsPerGroup();
        int inputs = params.inChannelsPerGroup();
        int perChannel = params.kernel().h() * params.kernel().w();
        int at = tile(group, tile);
        for (int i = 0; i < tiles.used(tile); i++) {
            int tap = tiles.first(tile) + i;
            int kd = tap / tiles.perPlane();
            int output = tap % tiles.perPlane() / perChannel;
            int hw = tap % perChannel;
            for (int c = 0; c < inputs; c++) {
                long row = ((long) group * inputs + c) * outputs + output;
                long from = (row * params.kernel().d() + kd) * perChannel + hw;
                weights[at + c * tiles.height(tile) + i] = source[Math.toIntExact(from)];
            }
        }
    }

    ConvTranspose3dParams params() {
        return params;
    }

    PhaseTable phases() {
        return phases;
    }

    TapTiles tiles() {
        return tiles;
    }

    /** All weights. */
    float[] weights() {
        return weights;
    }

    /** Where a tile's weights begin. */
    int tile(int group, int tile) {
        return LargeArrays.ALIGNED + group * groupStep + tiles.row(tile) * params.inChannelsPerGroup();
    }

    /** The bias of an output channel, +0 without bias. */
    float bias(int channel) {
        return bias[channel];
    }
}
