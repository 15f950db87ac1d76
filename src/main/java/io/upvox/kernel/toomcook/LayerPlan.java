package io.upvox.kernel.toomcook;

import io.upvox.kernel.Support;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dParams;

/**
 * How a layer is computed, decided by its parameters alone. H and W are fast; D is where its phases have two taps and tiles are
 * small, and direct otherwise: with more taps the transforms would cost what they save, with one there is nothing to save.
 *
 * <p>A phase of the volume is one of each axis, its products are the product of the three axes' products.
 */
final class LayerPlan {
    private static final int NARROW = 16;
    /** Input channels of a group from which on the weights come from further away than a core's caches. */
    private static final int MANY_CHANNELS = 192;

    /** Products of the direct sum for each of its own, at least. */
    private static final double LEAST_SAVED = 1.2;
    /** Transformed weights for each weight, at most: plans of jobs count them. */
    private static final int MOST_WEIGHTS = 7;
    /** Transformed weights that plans count in any case. */
    private static final int FEW_WEIGHTS = 1 << 20;

    private final ConvTranspose3dParams params;
    private final AxisPlan d;
    private final AxisPlan h;
    private final AxisPlan w;
    private final boolean sharesFeatures;

    private LayerPlan(ConvTranspose3dParams params, PhaseTable table) {
        this.params = params;
        boolean large = isLarge(params, table);
        h = AxisPlan.fast(table.h(), tile(table.h(), large));
        w = AxisPlan.fast(table.w(), tile(table.w(), large));
        boolean two = AxisPlan.canBeFast(table.d(), AxisAlgorithm.TWO) && AxisPlan.mostTaps(table.d()) == 2;
        d = two && !large ? AxisPlan.fast(table.d(), AxisAlgorithm.TWO) : AxisPlan.direct(table.d());
        sharesFeatures = d.fast() && SharedFeatures.exist(h) && SharedFeatures.exist(w);
    }

    /**
     * Whether H and W both have tiles of four: with D direct they need no more products than tiles of two on three axes, and less
     * in between. The weights of products are more; with many channels, reading them takes longer than all that saves, unless
     * tiles of two could not take the taps' sums instead.
     */
    private static boolean isLarge(ConvTranspose3dParams params, PhaseTable table) {
        boolean many = params.inChannelsPerGroup() >= MANY_CHANNELS;
        int least = Math.min(AxisPlan.mostTaps(table.h()), AxisPlan.mostTaps(table.w()));
        return AxisPlan.canBeFast(table.h(), AxisAlgorithm.FOUR)
                && AxisPlan.canBeFast(table.w(), AxisAlgorithm.FOUR)
                && (!many || least > 2);
    }

    /** The larger tile needs fewer products an output. On one axis alone it pays with more than two taps. */
    private static int tile(AxisPhase[] phases, boolean large) {
        boolean four = AxisPlan.canBeFast(phases, AxisAlgorithm.FOUR) && (large || AxisPlan.mostTaps(phases) > 2);
        return four ? AxisAlgorithm.FOUR : AxisAlgorithm.TWO;
    }

    /** Whether a layer's phases along H and W have an algorithm. */
    static boolean exists(ConvTranspose3dParams params) {
        PhaseTable table = new PhaseTable(params);
        return AxisPlan.canBeFast(table.h()) && AxisPlan.canBeFast(table.w());
    }

    /** The plan of a layer that has one. */
    static LayerPlan of(ConvTranspose3dParams params) {
        return new LayerPlan(params, new PhaseTable(params));
    }

    ConvTranspose3dParams params() {
        return params;
    }

    AxisPlan d() {
        return d;
    }

    AxisPlan h() {
        return h;
    }

    AxisPlan w() {
        return w;
    }

    /**
     * Whether phases of H and W are computed one after the other: if they are several, since their features, all together, would
     * leave no room for tiles, and where D is fast.
     */
    boolean byPhase() {
        return d.fast() || h.phases().length * w.phases().length > 1;
    }

    /** Number of phases. */
    int phases() {
        return d.phases().length * h.phases().length * w.phases().length;
    }

    /** Index of a phase. */
    int phase(int residueD, int residueH, int residueW) {
        return (residueD * h.phases().length + residueH) * w.phases().length + residueW;
    }

    int residueD(int phase) {
        return phase / w.phases().length / h.phases().length;
    }

    int residueH(int phase) {
        return phase / w.phases().length % h.phases().length;
    }

    int residueW(int phase) {
        return phase % w.phases().length;
    }

    private int productsD(int phase) {
        return d.products(residueD(phase)).length;
    }

    private int productsH(int phase) {
        return h.products(residueH(phase)).length;
    }

    private int productsW(int phase) {
        return w.products(residueW(phase)).length;
    }

    /** Products of a phase. */
    int products(int phase) {
        return productsD(phase) * productsH(phase) * productsW(phase);
    }

    /** Whether a phase is computed by F(2,1) or F(2,2) on each axis. */
    boolean cubes(int phase) {
        return d.twoOfFew(residueD(phase)) && h.twoOfFew(residueH(phase)) && w.twoOfFew(residueW(phase));
    }

    /** Most products of a phase. */
    int mostProducts() {
        return d.mostProducts() * h.mostProducts() * w.mostProducts();
    }

    int productD(int phase, int product) {
        return product / productsW(phase) / productsH(phase);
    }

    int productH(int phase, int product) {
        return product / productsW(phase) % productsH(phase);
    }

    int productW(int phase, int product) {
        return product % productsW(phase);
    }

    /** Features of the volume: one of each axis. */
    int features() {
        return d.features().size() * h.features().size() * w.features().size();
    }

    /** Index of the feature that a product takes. */
    int feature(int phase, int product) {
        int fd = d.products(residueD(phase))[productD(phase, product)];
        int fh = h.products(residueH(phase))[productH(phase, product)];
        int fw = w.products(residueW(phase))[productW(phase, product)];
        return feature(fd, fh, fw);
    }

    /**
     * Whether the features of all phases of H and W are computed together, which is less to write: where D is fast, and H and W
     * have {@link SharedFeatures}.
     */
    boolean sharesFeatures() {
        return sharesFeatures;
    }

    /** Features that a unit holds at a time. */
    int unitFeatures() {
        if (!byPhase()) {
            return features();
        }
        return sharesFeatures ? d.mostProducts() * SharedFeatures.COUNT * SharedFeatures.COUNT : mostProducts();
    }

    /** Number of the feature that a product takes among those. */
    int unitFeature(int phase, int product) {
        if (!byPhase()) {
            return feature(phase, product);
        }
        if (!sharesFeatures) {
            return product;
        }
        int row = productD(phase, product) * SharedFeatures.COUNT
                + SharedFeatures.of(h, residueH(phase), productH(phase, product));
        return row * SharedFeatures.COUNT + SharedFeatures.of(w, residueW(phase), productW(phase, product));
    }

    /** Index of a feature of the volume. */
    int feature(int featureD, int featureH, int featureW) {
        return (featureD * h.features().size() + featureH) * w.features().size() + featureW;
    }

    /** Length of the reduction of every product of the phases with a residue along D. */
    int terms(int residueD) {
        AxisPhase phase = d.phases()[residueD];
        return params.inChannelsPerGroup() * (d.fast() ? Math.min(1, phase.count()) : phase.count());
    }

    /** Blocks of input channels. */
    int inBlocks() {
        return (params.inChannelsPerGroup() + ChannelTiles.PITCH - 1) / ChannelTiles.PITCH;
    }

    /** Blocks of output channels. */
    int outBlocks() {
        return (params.outChannelsPerGroup() + TransformedWeights.WIDE - 1) / TransformedWeights.WIDE;
    }

    /** Output channels that a block has. */
    int channels(int block) {
        return Math.min(TransformedWeights.WIDE, params.outChannelsPerGroup() - block * TransformedWeights.WIDE);
    }

    /** Width of the panels of a block of output channels. */
    int width(int block) {
        return channels(block) <= NARROW ? NARROW : TransformedWeights.WIDE;
    }

    /** Output channels of a group with those that fill the last block. */
    int paddedOutChannels() {
        return (outBlocks() - 1) * TransformedWeights.WIDE + width(outBlocks() - 1);
    }

    /** Whether weights are so many that units should be large. */
    boolean manyChannels() {
        return params.inChannelsPerGroup() >= MANY_CHANNELS;
    }

    /**
     * Whether the taps' weights are kept instead of the products': with many channels it takes longer to read the products'
     * than to sum them, where each is one tap's or the sum of two, four or eight.
     */
    boolean keepsTaps() {
        return manyChannels() && d.takesSumsOfTwo() && h.takesSumsOfTwo() && w.takesSumsOfTwo();
    }

    /** Taps of a phase. */
    int taps(int phase) {
        return d.phases()[residueD(phase)].count()
                * h.phases()[residueH(phase)].count()
                * w.phases()[residueW(phase)].count();
    }

    /** Elements of the panels of a phase, one group. */
    long panelElements(int phase) {
        int panels = keepsTaps() ? taps(phase) : products(phase);
        return Math.multiplyExact((long) panels * terms(residueD(phase)), (long) paddedOutChannels());
    }

    /** Elements of all panels. */
    long panelElements() {
        long sum = 0;
        for (int phase = 0; phase < phases(); phase++) {
            sum = Math.addExact(sum, panelElements(phase));
        }
        return Math.multiplyExact(sum, (long) params.groups());
    }

    /** Outputs of a tile of one phase. */
    int outputsOfPhase() {
        return d.tile() * h.tile() * w.tile();
    }

    /** Outputs of a tile, all phases of H and W with one of D. */
    long tileOutputs() {
        return (long) outputsOfPhase() * h.phases().length * w.phases().length;
    }

    /** Factor by which anything on the way may pass the largest input times the largest sum of weights. */
    double gain() {
        return d.inputGain() * h.inputGain() * w.inputGain() * d.outputGain() * h.outputGain() * w.outputGain();
    }

    /** Whether it saves products, and its weights take no more memory than plans of jobs count. */
    Support suits() {
        long products = 0;
        for (int phase = 0; phase < phases(); phase++) {
            int taps = d.fast() ? 1 : d.phases()[residueD(phase)].count();
            products += (long) products(phase) * taps;
        }
        if ((double) outputsOfPhase() * params.kernel().product() < LEAST_SAVED * products) {
            return Support.no("it saves too few products");
        }
        return panelElements() <= Math.max(FEW_WEIGHTS, MOST_WEIGHTS * params.weightElements())
                ? Support.yes()
                : Support.no("its transformed weights take more than 4 MiB and " + MOST_WEIGHTS
                        + " times the memory of the layer's");
    }

    /** The algorithm, for the printed plan. */
    String algorithm() {
        return axis(d, "D") + ", " + axis(h, "H") + ", " + axis(w, "W");
    }

    private static String axis(AxisPlan axis, String name) {
        return name + (axis.fast() ? " by F(" + axis.tile() + "," + AxisPlan.mostTaps(axis.phases()) + ")" : " direct");
    }
}
