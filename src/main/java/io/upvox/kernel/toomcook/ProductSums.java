package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of products of features and weights, for the tiles of a unit. All of it lies in scratch memory: features, sums, and the
 * panels of products if the plan keeps taps.
 */
final class ProductSums {
    private static final int PITCH = ChannelTiles.PITCH;
    private static final int WIDE = TransformedWeights.WIDE;
    /** Terms whose weights, 32 KiB for 32 channels, stay in the first cache while all tiles of the unit pass. */
    private static final int TERMS = 256;

    private final TransformedWeights weights;
    private final LayerPlan plan;
    private final ChannelTiles loop;
    private final int featureStep;
    private final int sumsStep;
    private final int productStep;
    private final int sumsAt;
    private final int panelsAt;
    /** By phase, if the plan keeps taps. */
    private final TapSums[] tapSums;

    /**
     * @param featureStep distance of features, which begin at {@link ChannelTiles#ALIGNED}
     * @param sumsStep distance of sums of blocks of 16 channels
     * @param productStep distance of sums of products
     * @param sumsAt where the sums begin
     * @param panelsAt where panels of products may be made
     */
    ProductSums(
            TransformedWeights weights,
            ChannelTiles loop,
            int featureStep,
            int sumsStep,
            int productStep,
            int sumsAt,
            int panelsAt) {
        this.weights = weights;
        this.plan = weights.plan();
        this.loop = loop;
        this.featureStep = featureStep;
        this.sumsStep = sumsStep;
        this.productStep = productStep;
        this.sumsAt = sumsAt;
        this.panelsAt = panelsAt;
        this.tapSums = new TapSums[plan.keepsTaps() ? plan.phases() : 0];
        Arrays.setAll(tapSums, phase -> new TapSums(plan, phase));
    }

    /** For the printed plan. */
    String pieces() {
        return plan.keepsTaps() ? weights.piece() + " terms, summed from taps" : TERMS + " terms";
    }

    /** Elements from {@code panelsAt} on that are used. */
    int panelElements() {
        return plan.keepsTaps() ? plan.mostProducts() * panelStep() : 0;
    }

    /** Distance of panels that are summed, not a power of two, so that they do not fall on the same lines of a cache. */
    private int panelStep() {
        return weights.piece() * WIDE + PITCH;
    }

    /**
     * All products of a phase for blocks of channels {@code firstBlock} to {@code lastBlock}, whose sums begin at the first.
     *
     * @param table where each term's feature lies
     * @param runs the tiles, in order; one run of all if the plan keeps taps
     */
    void run(int group, int phase, float[] scratch, int[] table, List<TileRun> runs, int firstBlock, int lastBlock) {
        if (plan.keepsTaps()) {
            TileRun all = runs.get(0);
            fromTaps(group, phase, scratch, table, all.until(), all.count(), firstBlock, lastBlock);
            return;
        }
        for (int product = 0; product < plan.products(phase); product++) {
            int base = ChannelTiles.ALIGNED + plan.unitFeature(phase, product) * featureStep;
            for (int b = firstBlock; b < lastBlock; b++) {
                int width = weights.width(b);
                for (int column = 0; column < plan.channels(b); column += width) {
                    int panel = weights.panel(group, phase, product, b, column);
                    int to = sumsAt + product * productStep + (2 * (b - firstBlock) + column / PITCH) * sumsStep;
                    // From first to last, since a run may write a little beyond its end.
                    for (TileRun run : runs) {
                        product(scratch, base, table, run, panel, width, to);
                    }
                }
            }
        }
    }

    /** A product for the channels of a panel, some terms at a time. */
    private void product(float[] scratch, int base, int[] table, TileRun run, int panel, int width, int to) {
        float[] panels = weights.panels();
        int x = base + run.features() * PITCH;
        int y = to + run.sums() * PITCH;
        int k = run.from();
        do {
            int end = Math.min(run.until(), k + TERMS);
            boolean more = k > run.from();
            loop.run(scratch, x, table, k, end, panels, panel, width, scratch, y, sumsStep, run.count(), more);
            k = end;
        } while (k < run.until());
    }

    /** Likewise where the panels are taps': those of the products are made for a piece of terms and used at once. */
    private void fromTaps(
            int group, int phase, float[] scratch, int[] table, int terms, int count, int firstBlock, int lastBlock) {
        for (int k = 0; k < terms; k += weights.piece()) {
            int end = Math.min(terms, k + weights.piece());
            for (int b = firstBlock; b < lastBlock; b++) {
                int first = weights.taps(group, phase, b, k);
                int perTap = (end - k) * plan.width(b);
                scratch[panelsAt] = TapSums.fetch(weights.panels(), first, plan.taps(phase) * perTap);
                int to = sumsAt + 2 * (b - firstBlock) * sumsStep;
                piece(phase, scratch, table, k, end, first, perTap, b, to, count);
            }
        }
    }

    /**
     * A piece of terms and a block of channels. All panels of a product one after the other, since they share its features.
     *
     * @param first where the first tap's panels begin
     * @param perTap distance of taps
     */
    private void piece(
            int phase,
            float[] scratch,
            int[] table,
            int from,
            int until,
            int first,
            int perTap,
            int block,
            int sums,
            int count) {
        int width = weights.width(block);
        int skipped = from * width;
        float[][] panels = new float[plan.products(phase)][];
        int[] at = new int[panels.length];
        for (TapSums.Step step : tapSums[phase].steps()) {
            int p = step.product();
            int base = ChannelTiles.ALIGNED + plan.unitFeature(phase, p) * featureStep;
            boolean isTap = step.tap() >= 0;
            panels[p] = isTap ? weights.panels() : scratch;
            at[p] = (isTap ? first + step.tap() * perTap : panelsAt + p * panelStep()) - skipped;
            int a = p - step.apart();
            int b = p + step.apart();
            for (int column = 0; column < plan.channels(block); column += width) {
                int on = column * (until - from);
                int w = at[p] + on;
                int to = sums + p * productStep + column / PITCH * sumsStep;
                boolean more = from > 0;
                if (isTap) {
                    loop.run(
                            scratch, base, table, from, until, panels[p], w, width, scratch, to, sumsStep, count, more);
                } else {
                    loop.runSum(
                            scratch,
                            base,
                            table,
                            from,
                            until,
                            panels[a],
                            at[a] + on,
                            panels[b],
                            at[b] + on,
                            scratch,
                            w,
                            width,
                            scratch,
                            to,
                            sumsStep,
                            count,
                            more);
                }
            }
        }
    }
}
