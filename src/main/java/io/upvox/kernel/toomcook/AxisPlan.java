package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import java.util.ArrayList;
import java.util.List;

/**
 * How one axis is computed: a tile of two or four outputs of a phase at a time by an {@link AxisAlgorithm}, or one at a time
 * with the taps as terms of the reduction. Decided by parameters alone.
 */
final class AxisPlan {
    private final AxisPhase[] phases;
    private final boolean fast;
    private final int tile;
    private final List<Feature> features = new ArrayList<>();
    private final int[][] products;
    private final int low;
    private final int high;

    private AxisPlan(AxisPhase[] phases, boolean fast, int tile) {
        this.phases = phases;
        this.fast = fast;
        this.tile = tile;
        this.products = new int[phases.length][];
        for (AxisPhase p : phases) {
            int count = fast ? algorithm(p).products() : Math.min(1, p.count());
            int[] list = new int[count];
            for (int i = 0; i < count; i++) {
                list[i] = index(fast ? algorithm(p).feature(i, p.offsets()[0]) : new Feature(Feature.Kind.VALUE, 0));
            }
            products[p.residue()] = list;
        }
        low = fast ? features.stream().mapToInt(Feature::offset).min().orElse(0) : AxisPhase.lowest(phases);
        high = fast ? features.stream().mapToInt(Feature::last).max().orElse(0) : AxisPhase.highest(phases);
    }

    private AxisAlgorithm algorithm(AxisPhase phase) {
        return AxisAlgorithm.of(tile, phase.count());
    }

    private int index(Feature feature) {
        if (!features.contains(feature)) {
            features.add(feature);
        }
        return features.indexOf(feature);
    }

    /** A plan with a tile of outputs of a phase at a time; {@link #canBeFast} must hold. */
    static AxisPlan fast(AxisPhase[] phases, int tile) {
        return new AxisPlan(phases, true, tile);
    }

    /** A plan with one output at a time. */
    static AxisPlan direct(AxisPhase[] phases) {
        return new AxisPlan(phases, false, 1);
    }

    /** Whether all phases have an algorithm for some tile. */
    static boolean canBeFast(AxisPhase[] phases) {
        return canBeFast(phases, AxisAlgorithm.TWO) || canBeFast(phases, AxisAlgorithm.FOUR);
    }

    /** Whether all phases have an algorithm for a tile: 0 to 3 taps, or 0, 2, 3 and 5 for a tile of four, at neighbouring inputs. */
    static boolean canBeFast(AxisPhase[] phases, int tile) {
        for (AxisPhase p : phases) {
            if (!AxisAlgorithm.exists(tile, p.count())) {
                return false;
            }
            for (int i = 1; i < p.count(); i++) {
                if (p.offsets()[i] != p.offsets()[i - 1] + 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Most taps of a phase. */
    static int mostTaps(AxisPhase[] phases) {
        int most = 0;
        for (AxisPhase p : phases) {
            most = Math.max(most, p.count());
        }
        return most;
    }

    /** The phases, by residue. */
    AxisPhase[] phases() {
        return phases;
    }

    /** Whether a tile of outputs of a phase are computed at a time. */
    boolean fast() {
        return fast;
    }

    /** Outputs of a phase that are computed at a time. */
    int tile() {
        return tile;
    }

    /** The algorithm of a phase. */
    AxisAlgorithm algorithm(int residue) {
        return algorithm(phases[residue]);
    }

    /** Whether a phase is computed by F(2,1) or F(2,2). */
    boolean twoOfFew(int residue) {
        int taps = phases[residue].count();
        return fast && tile == AxisAlgorithm.TWO && (taps == 1 || taps == 2);
    }

    /** Taps of a phase. */
    int taps(int residue) {
        return phases[residue].count();
    }

    /** What all products take on the input's side. */
    List<Feature> features() {
        return features;
    }

    /** The features that the products of a phase take, by index. */
    int[] products(int residue) {
        return products[residue];
    }

    /** Most products of a phase. */
    int mostProducts() {
        int most = 0;
        for (int[] p : products) {
            most = Math.max(most, p.length);
        }
        return most;
    }

    /** Offset of the first input that a tile takes from the tile's first cell. */
    int low() {
        return low;
    }

    /** Inputs beyond the first that a tile takes. */
    int reach() {
        return high - low;
    }

    /** Inputs that a run of tiles takes. */
    int inputs(int tiles) {
        return tile() * (tiles - 1) + reach() + 1;
    }

    /** As {@link #low()}, for the tiles of one phase, which must have products. */
    int low(int residue) {
        int first = Integer.MAX_VALUE;
        for (int f : products[residue]) {
            first = Math.min(first, features.get(f).offset());
        }
        return first;
    }

    /** As {@link #inputs}, for the tiles of one phase, which must have products. */
    int inputs(int residue, int tiles) {
        int last = Integer.MIN_VALUE;
        for (int f : products[residue]) {
            last = Math.max(last, features.get(f).last());
        }
        return tile() * (tiles - 1) + last - low(residue) + 1;
    }

    /** Whether every product takes the weight of one tap or the sum of two. */
    boolean takesSumsOfTwo() {
        return fast && tile == AxisAlgorithm.TWO && mostTaps(phases) <= 2;
    }

    /** The tap whose weight a product takes, or -1 if it takes the sum of two; {@link #takesSumsOfTwo} must hold. */
    int tap(int residue, int product) {
        int found = -1;
        for (int tap = 0; tap < phases[residue].count(); tap++) {
            if (weight(residue, product, tap) != 0) {
                if (found >= 0) {
                    return -1;
                }
                found = tap;
            }
        }
        return found;
    }

    /** Coefficient of a tap of a phase in the weights' side of a product. */
    double weight(int residue, int product, int tap) {
        return fast ? algorithm(residue).weights(product)[tap] : 1;
    }

    /** Factor by which features may pass the largest input. */
    double inputGain() {
        return fast ? features.stream().mapToInt(f -> f.kind().gain()).max().orElse(1) : 1;
    }

    /** Factor by which outputs may pass the largest sum of products. */
    double outputGain() {
        int most = 1;
        for (AxisPhase p : phases) {
            most = Math.max(most, fast ? algorithm(p).gain() : 1);
        }
        return most;
    }
}
