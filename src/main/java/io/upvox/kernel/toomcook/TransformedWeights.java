package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;

/**
 * The weights' side of all products, computed in double and rounded once. For each group, phase, product and block of output
 * channels a panel {@code [term][width]}; the terms are the input channels, for each tap along D if that axis is direct.
 */
final class TransformedWeights {
    /** Output channels of a block. */
    static final int WIDE = 32;

    private final LayerPlan plan;
    private final float[] panels;
    private final int[] phaseAt;
    private final float[] bias;
    private final float inputLimit;

    TransformedWeights(LayerPlan plan, ConvTranspose3dWeights weights) {
        this.plan = plan;
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
                    int panel = panel(group, phase, product, c / WIDE);
                    panels[panel + k * plan.width(c / WIDE) + c % WIDE] = (float) sum;
                    magnitudes[product] += Math.abs(sum);
                }
            }
            for (double m : magnitudes) {
                largest = Math.max(largest, m);
            }
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

    /** Coefficients of a phase's taps in each product, without those along D if that axis is direct. */
    private double[][] coefficients(int phase, int perTap) {
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

    /** Where a panel begins. */
    int panel(int group, int phase, int product, int block) {
        int perProduct = plan.terms(plan.residueD(phase)) * plan.paddedOutChannels();
        return phaseAt[group * plan.phases() + phase]
                + product * perProduct
                + block * WIDE * plan.terms(plan.residueD(phase));
    }

    /** The bias of all output channels, +0 without bias, and 16 values that may be read. */
    float[] bias() {
        return bias;
    }

    /** Inputs up to this magnitude overflow nowhere on the way to the output. */
    float inputLimit() {
        return inputLimit;
    }

    long bytes() {
        return 4L * panels.length;
    }
}
