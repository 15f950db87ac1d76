package io.upvox.kernel.rows;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;

/**
 * Weights as patterns of one vector: lane l of the pattern of a term has the weight of the residue that the lane's output
 * belongs to. For each group, block of output channels, residue along D and along H, and place of a vector in the period of
 * residues there is a panel {@code [term][channel][lane]}, terms in the order of {@link PhaseTable}: so rows give the same
 * bits as channels side by side.
 */
final class RowsWeights {
    /** Output channels of a block. */
    static final int WIDE = 4;

    private final AxisPhase[] d;
    private final AxisPhase[] h;
    private final RowPattern w;
    private final int inChannels;
    private final int outPerGroup;
    private final int lanes;
    private final int period;
    private final RowPanels panels;
    private final int[] panelAt;
    private final float[] bias;

    RowsWeights(ConvTranspose3dParams p, ConvTranspose3dWeights weights, int lanes, boolean paired) {
        d = AxisPhase.of(
                p.kernel().d(),
                p.stride().d(),
                p.dilation().d(),
                p.paddingBegin().d());
        h = AxisPhase.of(
                p.kernel().h(),
                p.stride().h(),
                p.dilation().h(),
                p.paddingBegin().h());
        w = new RowPattern(
                p.kernel().w(),
                p.stride().w(),
                p.dilation().w(),
                p.paddingBegin().w(),
                p.outChannelsPerGroup());
        inChannels = p.inChannelsPerGroup();
        outPerGroup = p.outChannelsPerGroup();
        this.lanes = lanes;
        period = w.period(lanes);
        panelAt = new int[Math.multiplyExact(p.groups() * blocks() * d.length * h.length, period)];
        panels = RowPanels.of(paired, Math.toIntExact(elements(p, w, lanes) / lanes), lanes);
        int at = panels.start();
        for (int i = 0; i < panelAt.length; i++) {
            panelAt[i] = at;
            int place = i % period;
            int phase = i / period % (d.length * h.length);
            int block = i / period / d.length / h.length;
            at = fill(p, weights.weight(), block / blocks(), block % blocks(), phase, place, at);
        }
        bias = new float[p.groups() * blocks() * WIDE];
        for (int i = 0; i < bias.length; i++) {
            int channel = Math.min(i % (blocks() * WIDE), outPerGroup - 1);
            bias[i] = weights.bias(i / (blocks() * WIDE) * outPerGroup + channel) + 0f; // -0 becomes +0
        }
    }

    /** Elements of all panels. */
    static long elements(ConvTranspose3dParams p, RowPattern w, int lanes) {
        int out = p.outChannelsPerGroup();
        int channels = out / WIDE * WIDE + paddedWidth(out % WIDE);
        long terms = Math.multiplyExact((long) p.kernel().d() * p.kernel().h(), (long) w.taps());
        terms = Math.multiplyExact(terms, p.inChannelsPerGroup());
        return Math.multiplyExact(terms * w.period(lanes), Math.multiplyExact((long) p.groups() * channels, lanes));
    }

    private static int paddedWidth(int channels) {
        return channels == 3 ? WIDE : channels;
    }

    private int fill(ConvTranspose3dParams p, float[] source, int group, int block, int phase, int place, int start) {
        AxisPhase pd = d[phase / h.length];
        AxisPhase ph = h[phase % h.length];
        Dhw kernel = p.kernel();
        int kernelElements = Math.toIntExact(kernel.product());
        int at = start;
        for (int kd : pd.taps()) {
            for (int kh : ph.taps()) {
                for (int c0 = 0; c0 < inChannels; c0 += PhaseTable.CHANNEL_BLOCK) {
                    for (int j = 0; j < w.taps(); j++) {
                        for (int ci = c0; ci < Math.min(inChannels, c0 + PhaseTable.CHANNEL_BLOCK); ci++) {
                            for (int c = 0; c < width(block); c++) {
                                int channel = Math.min(block * WIDE + c, outPerGroup - 1);
                                int from = ((group * inChannels + ci) * outPerGroup + channel) * kernelElements
                                        + (kd * kernel.h() + kh) * kernel.w();
                                for (int l = 0; l < lanes; l++) {
                                    int kw = w.tap((int) (((long) place * lanes + l) % w.stride()), j);
                                    panels.set(at, l, kw < 0 ? 0f : source[from + kw]);
                                }
                                at += panels.unit(lanes);
                            }
                        }
                    }
                }
            }
        }
        return at;
    }

    AxisPhase[] d() {
        return d;
    }

    AxisPhase[] h() {
        return h;
    }

    RowPattern w() {
        return w;
    }

    /** Input channels of a group. */
    int inChannels() {
        return inChannels;
    }

    /** Output channels of a group. */
    int outPerGroup() {
        return outPerGroup;
    }

    /** Blocks of output channels in a group. */
    int blocks() {
        return (outPerGroup + WIDE - 1) / WIDE;
    }

    /** Channels of a block's panels; a block of three has its last channel twice. */
    int width(int block) {
        return paddedWidth(Math.min(WIDE, outPerGroup - block * WIDE));
    }

    /** Vectors after which patterns repeat along a row. */
    int period() {
        return period;
    }

    /** Terms of a tap along D. */
    int termsPerTapD(int residueH) {
        return h[residueH].count() * inChannels * w.taps();
    }

    /** All panels. */
    RowPanels panels() {
        return panels;
    }

    /** Elements of a pattern. */
    int unit() {
        return panels.unit(lanes);
    }

    /** Where a panel begins. */
    int panel(int group, int block, int residueD, int residueH, int place) {
        return panelAt[(((group * blocks() + block) * d.length + residueD) * h.length + residueH) * period + place];
    }

    /** The bias of channel c of a block at {@code (group*blocks + block)*WIDE + c}, +0 without bias. */
    float[] bias() {
        return bias;
    }
}
