package io.upvox.kernel.fold;

import io.upvox.kernel.phase.AxisPhase;
import java.util.Arrays;

/**
 * Where products lie that are kept until their output plane is complete: a place for each tap along D and each input plane
 * whose products of that tap are still wanted. Taps that complete an output plane share one.
 */
final class KeptProducts {
    private final int rows;
    private final int band;
    private final int[] first;
    private final int[] count;
    private final int places;

    /**
     * Lays out places.
     *
     * @param depth the phases along D
     * @param taps along D
     * @param rows of products of one tap along D
     * @param band rows of cells that are added up together
     */
    KeptProducts(AxisPhase[] depth, int taps, int rows, int band) {
        this.rows = rows;
        this.band = band;
        first = new int[taps];
        count = new int[taps];
        Arrays.fill(count, 1);
        int next = 1;
        for (AxisPhase phase : depth) {
            int end = phase.count() - 1;
            for (int t = 0; t < end; t++) {
                // Taps of an input plane are multiplied in rising order: the last one of a phase comes before these.
                int kd = phase.taps()[t];
                first[kd] = next;
                count[kd] = phase.offsets()[end] - phase.offsets()[t];
                next += count[kd];
            }
        }
        places = next;
    }

    /** Rows of a place. */
    int rows() {
        return rows;
    }

    /** Rows of cells that are added up together. */
    int band() {
        return band;
    }

    /** Number of places. */
    int places() {
        return places;
    }

    /** Whether a tap along D completes output planes. */
    boolean isLast(int kd) {
        return first[kd] == 0;
    }

    /** The place of the products of an input plane and a tap along D. */
    int place(int id, int kd) {
        return first[kd] + id % count[kd];
    }
}
