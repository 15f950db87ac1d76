package io.upvox.kernel.subconv;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;

/**
 * Weights in the order of the reductions: for each group, block of output channels and phase, a panel {@code [term][width]}
 * whose width is the block's, padded with zeros that are never stored.
 */
final class SubconvWeights {
    /** Output channels of a block, at most. */
    static final int WIDE = 32;

    private final int wide;
    private final int widthStep;
    private final PhaseTable phases;
    private final int groups;
    private final int outPerGroup;
    private final float[] panels;
    private final int[] panelAt;
    private final float[] bias;

    /**
     * Packs weights.
     *
     * @param wide output channels of a block: 32, or 16 where the inner loop takes no more. A loop that took half a row at a time
     *     would find its halves in some of the sets of the first cache only, evicting each other
     * @param widthStep a last block is as many channels wide as it has, rounded up to a multiple of this: 16 or 8
     */
    SubconvWeights(ConvTranspose3dParams params, ConvTranspose3dWeights weights, int wide, int widthStep) {
        this.wide = wide;
        this.widthStep = widthStep;
        phases = new PhaseTable(params);
        groups = params.groups();
        outPerGroup = params.outChannelsPerGroup();
        panelAt = new int[groups * blocks() * phases.count()];
        long size = ChannelTiles.ALIGNED;
        for (int i = 0; i < panelAt.length; i++) {
            panelAt[i] = Math.toIntExact(size);
            size += (long) reduction(i % phases.count()) * width(i / phases.count() % blocks());
        }
        panels = new float[Math.toIntExact(size)];
        for (int i = 0; i < panelAt.length; i++) {
            int phase = i % phases.count();
            int block = i / phases.count() % blocks();
            fill(params, weights.weight(), i / phases.count() / blocks(), block, phase, panelAt[i]);
        }
        bias = new float[params.outChannels() + ChannelTiles.PITCH];
        for (int c = 0; c < params.outChannels(); c++) {
            bias[c] = weights.bias(c) + 0f; // -0 becomes +0
        }
    }

    private int reduction(int phase) {
        int w = phases.w().length;
        int h = phases.h().length;
        return phases.reduction(phase / w / h, phase / w % h, phase % w);
    }

    private void fill(ConvTranspose3dParams p, float[] source, int group, int block, int phase, int at) {
        int w = phases.w().length;
        int h = phases.h().length;
        AxisPhase pd = phases.d()[phase / w / h];
        AxisPhase ph = phases.h()[phase / w % h];
        AxisPhase pw = phases.w()[phase % w];
        Dhw kernel = p.kernel();
        int kernelElements = Math.toIntExact(kernel.product());
        int first = block * wide;
        int used = Math.min(wide, outPerGroup - first);
        int width = width(block);
        int[] next = {at};
        phases.forEachTerm(pd.residue(), ph.residue(), pw.residue(), (td, channel, th, tw) -> {
            int tap = (pd.taps()[td] * kernel.h() + ph.taps()[th]) * kernel.w() + pw.taps()[tw];
            long in = (long) group * phases.inChannels() + channel;
            for (int j = 0; j < used; j++) {
                panels[next[0] + j] = source[Math.toIntExact((in * outPerGroup + first + j) * kernelElements + tap)];
            }
            next[0] += width;
        });
    }

    PhaseTable phases() {
        return phases;
    }

    /** Output channels of a block but a group's last. */
    int wide() {
        return wide;
    }

    /** Blocks of output channels in a group. */
    int blocks() {
        return (outPerGroup + wide - 1) / wide;
    }

    /** Width of a block's panels. */
    int width(int block) {
        int left = Math.min(wide, outPerGroup - block * wide);
        return (left + widthStep - 1) / widthStep * widthStep;
    }

    /** Output channels of a group. */
    int outPerGroup() {
        return outPerGroup;
    }

    int groups() {
        return groups;
    }

    /** All panels. */
    float[] panels() {
        return panels;
    }

    /** Where a panel begins. */
    int panel(int group, int block, int phase) {
        return panelAt[(group * blocks() + block) * phases.count() + phase];
    }

    /** The bias of all output channels, +0 without bias, and 16 values that may be read. */
    float[] bias() {
        return bias;
    }
}
