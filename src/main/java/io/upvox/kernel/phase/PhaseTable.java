package io.upvox.kernel.phase;

import io.upvox.op.ConvTranspose3dParams;

/**
 * The phases of a layer on all axes. A phase of the volume is one of each axis; its taps are the product of the three, and the
 * reduction of an output runs over them in the order tap along D, tap along H, block of input channels, tap along W, channel
 * in the block. That order depends on parameters alone, which makes every output's bits depend on them alone; the terms of
 * neighbouring taps along H follow each other, so that rows which see some of them have few ranges of terms.
 */
public final class PhaseTable {
    /** Input channels that lie together in packed inputs, at every vector width. */
    public static final int CHANNEL_BLOCK = 16;

    private final AxisPhase[] d;
    private final AxisPhase[] h;
    private final AxisPhase[] w;
    private final int inChannels;

    public PhaseTable(ConvTranspose3dParams p) {
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
        w = AxisPhase.of(
                p.kernel().w(),
                p.stride().w(),
                p.dilation().w(),
                p.paddingBegin().w());
        inChannels = p.inChannelsPerGroup();
    }

    public AxisPhase[] d() {
        return d;
    }

    public AxisPhase[] h() {
        return h;
    }

    public AxisPhase[] w() {
        return w;
    }

    /** Number of phases of the volume. */
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(d.length, h.length), w.length);
    }

    /** Index of a phase. */
    public int index(int residueD, int residueH, int residueW) {
        return (residueD * h.length + residueH) * w.length + residueW;
    }

    /** Length of the reduction of a phase for one tap along D. */
    public int reductionPerTapD(int residueH, int residueW) {
        return h[residueH].count() * w[residueW].count() * inChannels;
    }

    /** Length of the reduction of a phase. */
    public int reduction(int residueD, int residueH, int residueW) {
        return d[residueD].count() * reductionPerTapD(residueH, residueW);
    }

    /** Input channels of a group. */
    public int inChannels() {
        return inChannels;
    }

    /** Channels that lie together in packed inputs. */
    public int channelPitch() {
        return Math.min(CHANNEL_BLOCK, inChannels);
    }

    /** Blocks of input channels. */
    public int channelBlocks() {
        return (inChannels + channelPitch() - 1) / channelPitch();
    }

    /** Receives the terms of a reduction in order. */
    public interface Term {
        /** A term: indices of its taps in the axis phases, and its input channel within the group. */
        void accept(int tapD, int channel, int tapH, int tapW);
    }

    /** Walks the reduction of a phase in its fixed order. */
    public void forEachTerm(int residueD, int residueH, int residueW, Term term) {
        int pitch = channelPitch();
        for (int td = 0; td < d[residueD].count(); td++) {
            for (int th = 0; th < h[residueH].count(); th++) {
                for (int block = 0; block < channelBlocks(); block++) {
                    int channels = Math.min(pitch, inChannels - block * pitch);
                    for (int tw = 0; tw < w[residueW].count(); tw++) {
                        for (int c = 0; c < channels; c++) {
                            term.accept(td, block * pitch + c, th, tw);
                        }
                    }
                }
            }
        }
    }
}
