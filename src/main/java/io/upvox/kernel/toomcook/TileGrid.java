package io.upvox.kernel.toomcook;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a problem is cut into slabs, whose packed input has a bounded size and is shared by all threads, and how that lies in
 * memory: {@code [sample][block of channels][d][h][w][channel]}. Tiles begin at the first cell of the volume, so slabs and
 * blocks of the output only decide what is computed together.
 */
final class TileGrid {
    /** Packed input of a slab: it stays in a core's outer caches between packing and use. */
    private static final long SLAB_BYTES = 8L << 20;
    /** Tiles of a row: a unit has at least one row. */
    private static final int ROW_TILES = 64;

    /** Tiles of a plane from which on its products are runs long enough. */
    private static final int LONG_PLANE = 8;

    private static final int PITCH = ChannelTiles.PITCH;

    private final LayerPlan plan;
    private final TensorShape in;
    private final TensorShape out;
    private final Dhw tiles;
    private final boolean stacked;
    private final int volumes;
    private final Dhw box;
    private final int rowStep;
    private final int planeStep;

    /** For a number of threads and an inner loop that wants so long runs of tiles. */
    TileGrid(LayerPlan plan, ConvTranspose3dProblem problem, int threads, int longRun) {
        this.plan = plan;
        this.in = problem.input();
        this.out = problem.output();
        Dhw stride = problem.params().stride();
        Dhw span =
                stride.with(new Dhw(plan.d().tile(), plan.h().tile(), plan.w().tile()), (s, t) -> s * t);
        this.tiles = out.extents().with(span, TileGrid::count);
        boolean few = plan.d().phases().length == 1 && tiles.h() * tiles.w() < Math.max(LONG_PLANE, longRun);
        this.stacked = !plan.d().fast() && (plan.byPhase() || few);
        long limit = SLAB_BYTES / (4L * PITCH * plan.inBlocks());
        int w = even(tiles.w(), Math.min(ROW_TILES, UnitPlan.mostTiles(plan, stacked, threads)));
        int h = tiles.h();
        int d = tiles.d();
        // Planes go first: their halo costs the least. But units of several planes want these.
        int planes = stacked ? UnitPlan.LEAST_DEPTH : 1;
        while (d > planes && voxels(d, h, w) > limit) {
            d = Math.max(planes, (d + 1) / 2);
        }
        while (h > 1 && voxels(d, h, w) > limit) {
            h = (h + 1) / 2;
        }
        while (w > 1 && voxels(d, h, w) > limit) {
            w = (w + 1) / 2;
        }
        while (d > 1 && voxels(d, h, w) > limit) {
            d = (d + 1) / 2;
        }
        this.box = new Dhw(d, h, w);
        this.volumes = d < tiles.d() ? 1 : (int) Math.max(1, Math.min(in.n(), limit / voxels(d, h, w)));
        this.rowStep = plan.w().inputs(w) * PITCH;
        this.planeStep = Math.multiplyExact(evenRows(h), rowStep);
    }

    private long voxels(int d, int h, int w) {
        return (long) plan.d().inputs(d) * evenRows(h) * plan.w().inputs(w);
    }

    private int evenRows(int h) {
        return (plan.h().inputs(h) + 1) / 2 * 2;
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    /** The largest step up to a limit with which all steps are about equal. */
    private static int even(int total, int limit) {
        return count(total, count(total, limit));
    }

    LayerPlan plan() {
        return plan;
    }

    TensorShape in() {
        return in;
    }

    TensorShape out() {
        return out;
    }

    /** Tiles of the output on each axis. */
    Dhw tiles() {
        return tiles;
    }

    /**
     * Whether units hold several planes, one behind the other, where D is direct: then a tap along D is a distance in them, and a
     * product is one run of tiles over all of them.
     */
    boolean stacked() {
        return stacked;
    }

    /** Whether phases of H and W are computed one after the other. */
    boolean byPhase() {
        return plan.byPhase() || stacked;
    }

    /** Samples of a slab at most. */
    int volumes() {
        return volumes;
    }

    /** Tiles of a slab on each axis at most. */
    Dhw box() {
        return box;
    }

    /** Distance of rows of the packed input. */
    int rowStep() {
        return rowStep;
    }

    /** Distance of planes; an even number of rows. */
    int planeStep() {
        return planeStep;
    }

    /** Distance of blocks of input channels. */
    int blockStep() {
        return plan.d().inputs(box.d()) * planeStep;
    }

    /** Where a plane of the packed input begins. */
    int packedAt(int volume, int block, int plane) {
        return ChannelTiles.ALIGNED + (volume * plan.inBlocks() + block) * blockStep() + plane * planeStep;
    }

    /** Elements of the packed input of a slab, with two rows that may be read behind it. */
    int elements() {
        return Math.addExact(
                Math.multiplyExact(Math.multiplyExact(volumes, plan.inBlocks()), blockStep()),
                ChannelTiles.ALIGNED + 2 * rowStep + PITCH);
    }

    /** The slabs that a block of the output takes. */
    List<TileSlab> covering(OutputBlock block) {
        List<TileSlab> slabs = new ArrayList<>();
        int perGroup = plan.params().outChannelsPerGroup();
        int d0 = firstTile(block);
        int d1 = lastTile(block);
        for (int group = block.c0() / perGroup; group * perGroup < block.c1(); group++) {
            for (int n = block.n0(); n < block.n1(); n += volumes) {
                int count = Math.min(volumes, block.n1() - n);
                for (int d = d0; d < d1; d += box.d()) {
                    for (int h = 0; h < tiles.h(); h += box.h()) {
                        for (int w = 0; w < tiles.w(); w += box.w()) {
                            slabs.add(new TileSlab(
                                    group,
                                    n,
                                    count,
                                    d,
                                    h,
                                    w,
                                    Math.min(box.d(), d1 - d),
                                    Math.min(box.h(), tiles.h() - h),
                                    Math.min(box.w(), tiles.w() - w)));
                        }
                    }
                }
            }
        }
        return slabs;
    }

    /** Output planes of a tile. */
    int planesPerTile() {
        return plan.d().tile() * plan.params().stride().d();
    }

    /** First tile along D of a block. */
    int firstTile(OutputBlock block) {
        return block.d0() / planesPerTile();
    }

    /** Behind the last tile along D of a block. */
    int lastTile(OutputBlock block) {
        return count(block.d1(), planesPerTile());
    }
}
