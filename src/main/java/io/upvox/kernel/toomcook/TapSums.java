package io.upvox.kernel.toomcook;

import java.util.ArrayList;
import java.util.List;

/**
 * How the panels of a phase's products come from those of its taps: each is a tap's, or the sum of two others: along D, or
 * along H if it takes one tap along D, or along W. So bits do not depend on the order in which they are made.
 */
final class TapSums {
    /** Elements of a line of the caches. */
    private static final int LINE = 16;

    /**
     * One product.
     *
     * @param product the product
     * @param tap the tap whose weights it takes, or -1 for a sum
     * @param apart a sum is that of the products so many before and behind
     */
    record Step(int product, int tap, int apart) {}

    private final List<Step> steps = new ArrayList<>();

    TapSums(LayerPlan plan, int phase) {
        int rd = plan.residueD(phase);
        int rh = plan.residueH(phase);
        int rw = plan.residueW(phase);
        int productsH = plan.h().products(rh).length;
        int productsW = plan.w().products(rw).length;
        int tapsH = plan.h().phases()[rh].count();
        int tapsW = plan.w().phases()[rw].count();
        for (int pd : sumsLast(plan.d(), rd)) {
            for (int ph : sumsLast(plan.h(), rh)) {
                for (int pw : sumsLast(plan.w(), rw)) {
                    int product = (pd * productsH + ph) * productsW + pw;
                    int d = plan.d().tap(rd, pd);
                    int h = plan.h().tap(rh, ph);
                    int w = plan.w().tap(rw, pw);
                    int apart = d < 0 ? productsH * productsW : h < 0 ? productsW : w < 0 ? 1 : 0;
                    steps.add(new Step(product, apart > 0 ? -1 : (d * tapsH + h) * tapsW + w, apart));
                }
            }
        }
    }

    /** The products of an axis, each sum behind what it takes. */
    private static List<Integer> sumsLast(AxisPlan axis, int residue) {
        List<Integer> order = new ArrayList<>();
        List<Integer> sums = new ArrayList<>();
        for (int product = 0; product < axis.products(residue).length; product++) {
            (axis.tap(residue, product) < 0 ? sums : order).add(product);
        }
        order.addAll(sums);
        return order;
    }

    /** All products of the phase, each behind those that it sums. */
    List<Step> steps() {
        return steps;
    }

    /**
     * Reads weights from memory: nothing waits for a value, so many are on their way at once, while the sums of products would
     * wait for each. Gives a sum of some, which must be used.
     */
    static float fetch(float[] panels, int at, int length) {
        float sum = 0;
        for (int i = at; i < at + length; i += LINE) {
            sum += panels[i];
        }
        return sum;
    }
}
