package io.upvox.kernel.toomcook;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import java.util.ArrayList;
import java.util.List;

/**
 * Planes of a sample, one behind the other, whose products are one run of tiles.
 *
 * @param first the first of them
 * @param planes how many
 * @param from first tap along D that they take
 * @param until behind the last tap
 */
record PlaneRun(int first, int planes, int from, int until) {
    /** Tiles that are summed together at least. */
    private static final int TOGETHER = 4;
    /** Tiles for which reading a run's weights takes as long. */
    private static final int WEIGHTS = 2;

    /**
     * The runs of some planes. Planes whose taps reach beyond the volume have fewer, and are runs of their own, unless runs
     * so short would take longer than one run of all planes and taps does. What lies beyond the volume is zero there, which
     * changes no bits: a sum's sign of zero is lost with the bias.
     *
     * @param cell the first of them, counted from the volume's first cell
     * @param planes how many
     * @param inputs planes of the volume
     * @param tiles of a plane
     */
    static List<PlaneRun> of(AxisPhase depth, int cell, int planes, int inputs, int tiles) {
        List<PlaneRun> runs = new ArrayList<>();
        for (int p = 0, next; p < planes; p = next) {
            int first = AxisTaps.first(depth, cell + p);
            int last = AxisTaps.last(depth, cell + p, inputs);
            next = p + 1;
            while (next < planes
                    && AxisTaps.first(depth, cell + next) == first
                    && AxisTaps.last(depth, cell + next, inputs) == last) {
                next++;
            }
            runs.add(new PlaneRun(p, next - p, first, last));
        }
        PlaneRun all = all(runs, planes);
        return all.cost(tiles) <= cost(runs, tiles) ? List.of(all) : runs;
    }

    /** One run of so many planes, with the taps of all runs. */
    static PlaneRun all(List<PlaneRun> runs, int planes) {
        int from = Integer.MAX_VALUE;
        int until = 0;
        for (PlaneRun run : runs) {
            if (run.from < run.until) {
                from = Math.min(from, run.from);
                until = Math.max(until, run.until);
            }
        }
        return new PlaneRun(0, planes, Math.min(from, until), until);
    }

    /** How long some runs take, in sums of a tile and a tap. */
    static long cost(List<PlaneRun> runs, int tiles) {
        return runs.stream().mapToLong(run -> run.cost(tiles)).sum();
    }

    /** How long it takes, likewise. */
    long cost(int tiles) {
        long count = ((long) planes * tiles + TOGETHER - 1) / TOGETHER * TOGETHER;
        return (count + WEIGHTS) * (until - from);
    }
}
