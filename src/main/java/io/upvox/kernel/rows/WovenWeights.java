package io.upvox.kernel.rows;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import java.util.Arrays;
import java.util.Optional;

/**
 * Weights of woven rows: for each group, residue along D and along H, in the order tap along D, tap along H, the
 * taps of the even output and those of the odd one. Behind them, for planes that are computed two at once, the same in vectors:
 * one for each tap, in which those two take turns.
 */
final class WovenWeights implements PackedKernel {
    private final AxisPhase[] d;
    private final AxisPhase[] h;
    private final AxisPhase[] w;
    private final WovenForm form;
    private final int lanes;
    private final boolean[] together;
    /** Where the vectors begin. */
    private final int spread;

    private final WovenTiles tiles;
    private final float[] weights;
    private final int[] at;
    private final float[] bias;

    private WovenWeights(
            ConvTranspose3dParams p, ConvTranspose3dWeights source, WovenForm form, int lanes, WovenTiles tiles) {
        d = depth(p);
        h = height(p);
        w = width(p);
        this.form = form;
        this.lanes = lanes;
        together = new boolean[d.length];
        boolean any = false;
        for (int r = 0; r < together.length && form.spreads(); r++) {
            together[r] = samePlanes(r);
            any |= together[r];
        }
        this.tiles = tiles;
        spread = Math.multiplyExact(p.groups(), p.kernel().d() * p.kernel().h() * form.taps());
        weights = new float[any ? Math.addExact(spread, Math.multiplyExact(spread / 2, lanes)) : spread];
        at = new int[p.groups() * d.length * h.length];
        int next = 0;
        for (int i = 0; i < at.length; i++) {
            at[i] = next;
            next = fill(p, source.weight(), i / h.length / d.length, d[i / h.length % d.length], h[i % h.length], next);
        }
        if (any) {
            spread();
        }
        bias = new float[p.groups()];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = source.bias(i) + 0f; // -0 becomes +0
        }
    }

    private static AxisPhase[] depth(ConvTranspose3dParams p) {
        return AxisPhase.of(
                p.kernel().d(),
                p.stride().d(),
                p.dilation().d(),
                p.paddingBegin().d());
    }

    private static AxisPhase[] height(ConvTranspose3dParams p) {
        return AxisPhase.of(
                p.kernel().h(),
                p.stride().h(),
                p.dilation().h(),
                p.paddingBegin().h());
    }

    private static AxisPhase[] width(ConvTranspose3dParams p) {
        return AxisPhase.of(
                p.kernel().w(),
                p.stride().w(),
                p.dilation().w(),
                p.paddingBegin().w());
    }

    /** Packs a layer whose rows can be woven. */
    static Optional<PackedKernel> of(ConvTranspose3dParams p, ConvTranspose3dWeights weights, RowTiles tiles) {
        return form(p, tiles)
                .map(form -> new WovenWeights(
                        p, weights, form, tiles.lanes(), tiles.woven().orElseThrow()));
    }

    /** How the rows of a layer are woven, if they can be. */
    static Optional<WovenForm> form(ConvTranspose3dParams p, RowTiles tiles) {
        if (tiles.woven().isEmpty() || p.inChannelsPerGroup() != 1 || p.outChannelsPerGroup() != 1) {
            return Optional.empty();
        }
        for (AxisPhase pd : depth(p)) {
            for (AxisPhase ph : height(p)) {
                // Fewer planes than all are in the volume at its ends.
                for (int planes = 1; planes <= pd.count(); planes++) {
                    if (!WovenTiles.takes(planes * ph.count())) {
                        return Optional.empty();
                    }
                }
            }
        }
        return WovenForm.of(width(p));
    }

    private int fill(ConvTranspose3dParams p, float[] source, int group, AxisPhase pd, AxisPhase ph, int start) {
        Dhw kernel = p.kernel();
        int next = start;
        for (int kd : pd.taps()) {
            for (int kh : ph.taps()) {
                int row = ((group * kernel.d() + kd) * kernel.h() + kh) * kernel.w();
                for (AxisPhase residue : w) {
                    for (int kw : residue.taps()) {
                        weights[next++] = source[row + kw];
                    }
                }
            }
        }
        return next;
    }

    /** Repeats the taps of each row, which are as many of the even output as of the odd one, in vectors. */
    private void spread() {
        int pair = form.taps() / 2;
        for (int row = 0; row < spread; row += form.taps()) {
            for (int tap = 0; tap < pair; tap++) {
                for (int lane = 0; lane < lanes; lane++) {
                    weights[spread(row) + tap * lanes + lane] = weights[row + lane % 2 * pair + tap];
                }
            }
        }
    }

    AxisPhase[] d() {
        return d;
    }

    AxisPhase[] h() {
        return h;
    }

    WovenForm form() {
        return form;
    }

    /** The input at the centre of cell 0 along W. */
    int centre() {
        return WovenForm.centre(w);
    }

    /** All weights. */
    float[] elements() {
        return weights;
    }

    /** Where the weights of a sum begin, from a tap along D on. */
    int at(int group, int residueD, int residueH, int tapD) {
        return at[(group * d.length + residueD) * h.length + residueH] + tapD * h[residueH].count() * form.taps();
    }

    /** Where the same weights begin in vectors. */
    int spread(int at) {
        return spread + at / 2 * lanes;
    }

    /** Whether some planes are computed two at once. */
    boolean pairs() {
        return weights.length > spread;
    }

    /** Whether an output plane of a residue is computed at once with the next plane. */
    boolean together(int residueD) {
        return together[residueD];
    }

    private boolean samePlanes(int residueD) {
        AxisPhase next = d[(residueD + 1) % d.length];
        int cells = (residueD + 1) / d.length;
        int[] offsets =
                Arrays.stream(next.offsets()).map(offset -> offset + cells).toArray();
        return Arrays.equals(d[residueD].offsets(), offsets);
    }

    float bias(int group) {
        return bias[group];
    }

    @Override
    public int channelUnit() {
        return 1;
    }

    @Override
    public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
        return new WovenBound(this, tiles, new WovenPlan(this, lanes, problem), problem, threads);
    }
}
