package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import java.util.List;

/**
 * How planes of some samples lie one behind the other, and which of them are summed together. Behind the planes of a sample lie
 * the further ones whose features its taps along D take. Where samples have few tiles, all are one run, with sums for those
 * in between that nobody takes.
 *
 * @param planes of a sample
 * @param reach further planes that its taps take
 * @param joined whether all samples are one run
 * @param samples how many
 * @param runs of a sample's planes, or of all
 */
record PlaneStack(int planes, int reach, boolean joined, int samples, List<PlaneRun> runs) {
    /**
     * Stacks planes.
     *
     * @param cell the first plane of each sample, counted from the volume's first cell
     * @param planes of a sample
     * @param samples how many
     * @param inputs planes of the volume
     * @param tiles of a plane
     */
    static PlaneStack of(AxisPhase depth, int cell, int planes, int samples, int inputs, int tiles) {
        List<PlaneRun> runs = PlaneRun.of(depth, cell, planes, inputs, tiles);
        int reach = reach(depth);
        PlaneRun all = PlaneRun.all(runs, samples * (planes + reach) - reach);
        boolean joined = samples > 1 && all.cost(tiles) <= samples * PlaneRun.cost(runs, tiles);
        return new PlaneStack(planes, reach, joined, samples, joined ? List.of(all) : runs);
    }

    /** Planes from the one that a phase's first tap takes to that of its last tap. */
    static int reach(AxisPhase depth) {
        return depth.count() == 0 ? 0 : depth.offsets()[depth.count() - 1] - depth.offsets()[0];
    }

    /** Where the sums of a plane are, counted in planes. */
    int sums(int plane) {
        return joined ? plane + plane / planes * reach : plane;
    }

    /** Planes of sums. */
    int sumPlanes() {
        return sums(samples * planes - 1) + 1;
    }

    /**
     * The runs, as tiles.
     *
     * @param channels terms of a tap
     * @param tiles of a plane
     */
    List<TileRun> tileRuns(int channels, int tiles) {
        TileRun[] all = new TileRun[joined ? 1 : samples * runs.size()];
        for (int i = 0; i < all.length; i++) {
            PlaneRun run = runs.get(i % runs.size());
            int sample = i / runs.size();
            int features = sample * (planes + reach) + run.first();
            all[i] = new TileRun(
                    run.from() * channels,
                    run.until() * channels,
                    features * tiles,
                    (sample * planes + run.first()) * tiles,
                    run.planes() * tiles);
        }
        return List.of(all);
    }
}
