package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;
import java.util.List;

/**
 * From the packed input to the features of a strip of tiles, along W, H and D. What is in between stays in a core's first
 * cache: for each feature along W, then along H, the next axis follows at once. Rows are put down by parity, so that what lies
 * two apart lies side by side for the pass along H.
 */
final class StripTransform {
    private static final int PITCH = ChannelTiles.PITCH;

    private final TileGrid grid;
    private final LayerPlan plan;
    private final RunPasses passes;
    private final int mostRows;
    private final int mostTiles;

    /**
     * @param mostRows rows of tiles of a strip, all its planes together
     */
    StripTransform(TileGrid grid, RunPasses passes, int mostRows) {
        this.grid = grid;
        this.plan = grid.plan();
        this.passes = passes;
        this.mostRows = mostRows;
        this.mostTiles = mostRows * grid.box().w();
    }

    /** Elements of scratch memory: rows of one feature along W, planes of one feature along W and H. */
    int scratchElements() {
        return lineElements() + planeElements();
    }

    private int lineElements() {
        // A strip of r rows in p planes has (2p + reach) * (2r/p + reach) rows of input, or those of one plane.
        int planes =
                plan.d().fast() ? plan.d().inputs(Math.min(mostRows, grid.box().d())) : 1;
        int rows = plan.h().inputs(Math.min(mostRows, grid.box().h())) + 3;
        return planes * rows * grid.box().w() * PITCH;
    }

    private int planeElements() {
        int reach = plan.d().reach() + 1;
        return plan.d().fast() ? (2 + reach) * mostTiles * PITCH : 0;
    }

    /**
     * One plane of the input, all features along H and W.
     *
     * @param from the plane of the packed input, at the slab's first row
     * @param slab the slab
     * @param h first row of tiles of the strip
     * @param height rows of tiles
     * @param dst receives feature f at {@code to + f * featureStep}
     */
    void plane(
            float[] packed,
            int from,
            TileSlab slab,
            int h,
            int height,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int featureStep) {
        int line = slab.w() * PITCH;
        int half = (plan.h().inputs(height) + 1) / 2;
        Runs alongW = new Runs(half, line, 2 * grid.rowStep(), line, true);
        int first = from + plan.h().tile() * h * grid.rowStep();
        Runs alongH = Runs.one(height * line);
        List<Feature> featuresW = plan.w().features();
        List<Feature> featuresH = plan.h().features();
        for (int fw = 0; fw < featuresW.size(); fw++) {
            alongW(featuresW.get(fw), plan.w().low(), packed, first, alongW, half * line, scratch, scratchAt);
            for (int fh = 0; fh < featuresH.size(); fh++) {
                int at = to + plan.feature(0, fh, fw) * featureStep;
                int[] rows = rowAt(half * line, line);
                featuresH.get(fh).run(passes, scratch, scratchAt, rows, plan.h().low(), alongH, dst, at);
            }
        }
    }

    private void alongW(
            Feature feature, int low, float[] packed, int from, Runs runs, int half, float[] scratch, int to) {
        int[] columnAt = new int[plan.w().reach() + 1];
        for (int i = 0; i < columnAt.length; i++) {
            columnAt[i] = i * PITCH;
        }
        feature.run(passes, packed, from, columnAt, low, runs, scratch, to);
        feature.run(passes, packed, from + grid.rowStep(), columnAt, low, runs, scratch, to + half);
    }

    private int[] rowAt(int parityStep, int line) {
        int[] at = new int[plan.h().reach() + 1];
        for (int i = 0; i < at.length; i++) {
            at[i] = i % 2 * parityStep + i / 2 * line;
        }
        return at;
    }

    /**
     * Some tiles along D, all products of a phase.
     *
     * @param phase the phase
     * @param from the first plane of the slab's packed input
     * @param slab the slab
     * @param d first tile along D
     * @param depth tiles along D
     * @param h first row of tiles of the strip
     * @param height rows of tiles; all of the slab if depth is more than 1
     * @param dst receives product i at {@code to + i * productStep}
     */
    void volume(
            int phase,
            float[] packed,
            int from,
            TileSlab slab,
            int d,
            int depth,
            int h,
            int height,
            float[] scratch,
            int scratchAt,
            float[] dst,
            int to,
            int productStep) {
        AxisPlan alongD = plan.d();
        int rd = plan.residueD(phase);
        int rh = plan.residueH(phase);
        int[] fds = alongD.products(rd);
        int[] fhs = plan.h().products(rh);
        int[] fws = plan.w().products(plan.residueW(phase));
        int line = slab.w() * PITCH;
        int planes = alongD.inputs(rd, depth);
        int lowH = plan.h().low(rh);
        int first = from
                + (alongD.tile() * d + alongD.low(rd) - alongD.low()) * grid.planeStep()
                + (plan.h().tile() * h + lowH - plan.h().low()) * grid.rowStep();
        int half = (plan.h().inputs(rh, height) + 1) / 2;
        int perPlane = half * line;
        int planesAt = scratchAt + lineElements();
        int run = height * line;
        Runs runsW = new Runs(half, line, 2 * grid.rowStep(), line, true);
        Runs runsH = new Runs(planes, run, 2 * perPlane, run, false);
        Runs runsD = new Runs(depth, run, alongD.tile() * run, run, false);
        int[] rows = rowAt(perPlane, line);
        int[] planeAt = new int[alongD.reach() + 1];
        for (int i = 0; i < planeAt.length; i++) {
            planeAt[i] = i * run;
        }
        for (int w = 0; w < fws.length; w++) {
            Feature fw = plan.w().features().get(fws[w]);
            for (int p = 0; p < planes; p++) {
                int source = first + p * grid.planeStep();
                alongW(fw, plan.w().low(), packed, source, runsW, perPlane, scratch, scratchAt + 2 * p * perPlane);
            }
            for (int i = 0; i < fhs.length; i++) {
                Feature fh = plan.h().features().get(fhs[i]);
                fh.run(passes, scratch, scratchAt, rows, lowH, runsH, scratch, planesAt);
                for (int j = 0; j < fds.length; j++) {
                    Feature fd = alongD.features().get(fds[j]);
                    int at = to + ((j * fhs.length + i) * fws.length + w) * productStep;
                    fd.run(passes, scratch, planesAt, planeAt, alongD.low(rd), runsD, dst, at);
                }
            }
        }
    }
}
