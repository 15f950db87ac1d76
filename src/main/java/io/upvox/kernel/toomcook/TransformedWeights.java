package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import java.util.Arrays;

/**
 * The weights' side of all products, computed in double and rounded once. For each group, phase, product and block of output
 * channels panels {@code [term][width]}; the terms are the input channels, for each tap along D if that axis is direct. A panel
 * is as wide as the inner loop reads it: parts of longer rows take longer, measured with 256 bits. They lie in some of the sets
 * of the first cache only.
 *
 * <p>If the plan keeps taps, the panels are the taps' own weights instead, cut into pieces of terms: {@link TapSums} makes the
 * products' from them, piece by piece. They take up to 4.6 times less memory.
 */
final class TransformedWeights {
    /** Output channels of a block. */
    static final int WIDE = 32;
    /** Terms of a piece at most: the panels of all products, 16 KiB each for 32 channels, stay in a core's second cache. */
    private static final int PIECE = 128;

    private final LayerPlan plan;
    private final int widest;
    private final int widthStep;
    private final float[] panels;
    private final int[] phaseAt;
    private final float[] bias;
    private final float inputLimit;

    /** @param loop the inner loop that takes the panels */
    TransformedWeights(LayerPlan plan, ConvTranspose3dWeights weights, ChannelTiles loop) {
        this.plan = plan;
        this.widest = Math.max(ChannelTiles.PITCH, Math.min(WIDE, loop.fullWidth()));
        this.widthStep = loop.widthStep();
        ConvTranspose3dParams params = plan.params();
        phaseAt = new int[params.groups() * plan.phases()];
        long size = ChannelTiles.ALIGNED;
        for (int i = 0; i < phaseAt.length; i++) {
            phaseAt[i] = Math.toIntExact(size);
            size += plan.panelElements(i % plan.phases());
        }
        panels = new float[Math.toIntExact(size)];
        double largest = 1;
        for (int group = 0; group < params.groups(); group++) {
            for (int phase = 0; phase < plan.phases(); phase++) {
                largest = Math.max(largest, fill(weights.weight(), group, phase));
            }
        }
        inputLimit = (float) (Float.MAX_VALUE / (4 * plan.gain() * largest));
        bias = new float[params.outChannels() + ChannelTiles.PITCH];
        for (int c = 0; c < params.outChannels(); c++) {
            bias[c] = weights.bias(c) + 0f; // -0 becomes +0
        }
    }

    /** Fills the panels of a phase; the largest sum of magnitudes that an output channel's terms have. */
    private double fill(float[] source, int group, int phase) {
        ConvTranspose3dParams p = plan.params();
        AxisPhase pd = plan.d().phases()[plan.residueD(phase)];
        if (plan.products(phase) == 0) {
            return 0;
        }
        int[] taps = taps(phase);
        int direct = plan.d().fast() ? 1 : pd.count();
        int perTap = taps.length / direct;
        double[][] coefficients = coefficients(phase, perTap);
        int kernelElements = Math.toIntExact(p.kernel().product());
        int in = p.inChannelsPerGroup();
        int out = p.outChannelsPerGroup();
        double largest = 0;
        for (int c = 0; c < out; c++) {
            double[] magnitudes = new double[coefficients.length];
            for (int k = 0; k < direct * in; k++) {
                long at = ((long) group * in + k % in) * out + c;
                int from = Math.toIntExact(at * kernelElements);
                for (int product = 0; product < coefficients.length; product++) {
                    double sum = 0;
                    for (int tap = 0; tap < perTap; tap++) {
                        sum += coefficients[product][tap] * source[from + taps[k / in * perTap + tap]];
                    }
                    panels[at(group, phase, product, c, k)] = (float) sum;
                    magnitudes[product] += Math.abs(sum);
                }
            }
            double most = plan.keepsTaps()
                    ? Arrays.stream(magnitudes).sum()
                    : Arrays.stream(magnitudes).max().orElse(0);
            largest = Math.max(largest, most);
        }
        return largest;
    }

    /** Kernel elements of a phase's taps, D outermost. */
    private int[] taps(int phase) {
        AxisPhase pd = plan.d().phases()[plan.residueD(phase)];
        AxisPhase ph = plan.h().phases()[plan.residueH(phase)];
        AxisPhase pw = plan.w().phases()[plan.residueW(phase)];
        Dhw kernel = plan.params().kernel();
        int[] taps = new int[pd.count() * ph.count() * pw.count()];
        int next = 0;
        for (int d : pd.taps()) {
            for (int h : ph.taps()) {
                for (int w : pw.taps()) {
                    taps[next++] = (d * kernel.h() + h) * kernel.w() + w;
                }
            }
        }
        return taps;
    }

    /** Coefficients of a phase's taps in each panel, without those along D if that axis is direct. */
    private double[][] coefficients(int phase, int perTap) {
        if (plan.keepsTaps()) {
            double[][] each = new double[perTap][perTap];
            for (int tap = 0; tap < perTap; tap++) {
                each[tap][tap] = 1;
            }
            return each;
        }
        AxisPlan d = plan.d();
        int countH = plan.h().phases()[plan.residueH(phase)].count();
        int countW = plan.w().phases()[plan.residueW(phase)].count();
        double[][] table = new double[plan.products(phase)][perTap];
        for (int product = 0; product < table.length; product++) {
            int pw = plan.productW(phase, product);
            int ph = plan.productH(phase, product);
            int pd = plan.productD(phase, product);
            for (int tap = 0; tap < perTap; tap++) {
                table[product][tap] = d.weight(plan.residueD(phase), pd, tap / countW / countH)
                        * plan.h().weight(plan.residueH(phase), ph, tap / countW % countH)
                        * plan.w().weight(plan.residueW(phase), pw, tap % countW);
            }
        }
        return table;
    }

    LayerPlan plan() {
        return plan;
    }

    /** All panels. */
    float[] panels() {
        return panels;
    }

    /** Output channels of a panel of a block. */
    int width(int block) {
        int steps = (plan.channels(block) + widthStep - 1) / widthStep;
        return Math.min(widest, steps * widthStep);
    }

    /** Where an output channel's weight lies for a term of a product, or of a tap. */
    private int at(int group, int phase, int index, int channel, int term) {
        int block = channel / WIDE;
        int width = width(block);
        int column = channel % WIDE / width * width;
        int rest = channel % WIDE - column;
        if (!plan.keepsTaps()) {
            return panel(group, phase, index, block, column) + term * width + rest;
        }
        int first = term / piece() * piece();
        int length = Math.min(piece(), plan.terms(plan.residueD(phase)) - first);
        int tap = taps(group, phase, block, first) + (index * plan.width(block) + column) * length;
        return tap + (term - first) * width + rest;
    }

    /** Terms of a piece, if the plan keeps taps. */
    int piece() {
        int terms = plan.params().inChannelsPerGroup();
        int pieces = (terms + PIECE - 1) / PIECE;
        return (terms + pieces - 1) / pieces;
    }

    /** Where the panels of taps begin in a piece, by its first term: a tap's lie side by side, then come the next one's. */
    int taps(int group, int phase, int block, int first) {
        int perTap = block * WIDE * plan.terms(plan.residueD(phase)) + first * plan.width(block);
        return phaseAt[group * plan.phases() + phase] + plan.taps(phase) * perTap;
    }

    /** Where a product's panel begins, by its block and its first channel there. */
    int panel(int group, int phase, int product, int block, int column) {
        int terms = plan.terms(plan.residueD(phase));
        int perProduct = terms * plan.paddedOutChannels();
        return phaseAt[group * plan.phases() + phase] + product * perProduct + (block * WIDE + column) * terms;
    }

    /** The bias of all output channels, +0 without bias, and 16 values that may be read. */
    float[] bias() {
        return bias;
    }

    /** Inputs up to this magnitude overflow nowhere on the way to the output. */
    float inputLimit() {
        return inputLimit;
    }
}
