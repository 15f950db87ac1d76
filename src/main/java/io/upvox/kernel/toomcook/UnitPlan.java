package io.upvox.kernel.toomcook;

/**
 * How a slab is shared among threads. Only decides what is computed together, never how.
 *
 * @param grid the problem
 * @param rows rows of tiles of a unit at most: of one plane, or of whole planes if D is fast
 * @param depth tiles along D of a unit at most, 1 if D is fast
 * @param samples of a unit at most; 1 but for units of several planes that hold all of a slab
 * @param blocks blocks of output channels of a unit at most
 * @param sumBlocks those whose products are summed together
 */
record UnitPlan(TileGrid grid, int rows, int depth, int samples, int blocks, int sumBlocks) {
    /** Sums of products: they stay in a core's second cache. */
    private static final int SUMS_BYTES = 384 << 10;
    /** Outputs of a unit: the more channels it has, the less often features are computed. */
    private static final int OUTPUT_BYTES = 1 << 20;
    /** Features of a unit; those of a product are read from the third cache once, which costs less than more weights. */
    private static final int FEATURE_BYTES = 7 << 18;
    /** Tiles of a unit: the weights are read once for all of them. */
    private static final int TILES = 40;
    /** Tiles of a unit with many input channels, or of several planes. */
    private static final int MANY_TILES = 64;
    /** Cells along D of a unit with a ring of planes. */
    private static final int DEPTH = 16;
    /** Fewer cells along D would transform too many planes twice; a unit of several planes has no more while rows are left. */
    static final int LEAST_DEPTH = 4;
    /**
     * Factor by which units may have more tiles for a loop that wants long runs: what they hold then comes from further away,
     * which costs less than short runs.
     */
    private static final int LONGER = 6;
    /** Where the panels of products are summed from taps', units hold so many features that less is better. */
    private static final int LONGER_FROM_TAPS = 2;
    /** Threads that may have all of the bounds above; with more, each has less, so that together they take no more memory. */
    private static final int THREADS = 16;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 3;

    /**
     * One unit.
     *
     * @param plane first plane of tiles, counted through the slab's samples
     * @param planes number of planes
     * @param row first row of tiles in each plane
     * @param height number of rows in each plane
     * @param residue along D, 0 for all if phases are computed together
     * @param block first block of output channels
     */
    record Unit(int plane, int planes, int row, int height, int residue, int block) {}

    /** Plans for a number of threads and for an inner loop that wants so long runs of tiles. */
    static UnitPlan of(TileGrid grid, int threads, int longRun) {
        LayerPlan plan = grid.plan();
        boolean stacked = grid.stacked();
        int tiles = tiles(plan, stacked, threads, longRun);
        UnitPlan units = stacked ? stack(grid, tiles, threads) : strip(grid, tiles, threads);
        while (units.samples > 1 && !plan.manyChannels() && units.uneven(threads)) {
            units = units.smaller(units.depth, (units.samples + 1) / 2, units.blocks);
        }
        while (units.samples == 1 && units.depth > LEAST_DEPTH && units.uneven(threads)) {
            units = units.smaller((units.depth + 1) / 2, 1, units.blocks);
        }
        while (units.blocks > 1 && units.uneven(threads)) {
            units = units.smaller(units.depth, units.samples, (units.blocks + 1) / 2);
        }
        return units;
    }

    /** Tiles of a unit. */
    private static int tiles(LayerPlan plan, boolean stacked, int threads, int longRun) {
        int wanted = plan.manyChannels() || stacked ? MANY_TILES : TILES;
        int most = mostTiles(plan, stacked, threads);
        if (longRun <= wanted) {
            return Math.min(wanted, most);
        }
        int longer = Math.max(1, Math.min(plan.keepsTaps() ? LONGER_FROM_TAPS : LONGER, THREADS / threads));
        return Math.min(plan.keepsTaps() ? longer * wanted : longRun, longer * most);
    }

    private UnitPlan smaller(int newDepth, int newSamples, int newBlocks) {
        return new UnitPlan(grid, rows, newDepth, newSamples, newBlocks, Math.min(newBlocks, sumBlocks));
    }

    /** As many rows as there may be tiles; with a ring, a long run of planes. */
    private static UnitPlan strip(TileGrid grid, int tiles, int threads) {
        boolean fast = grid.plan().d().fast();
        int height = grid.box().h();
        int planes = grid.volumes() * grid.box().d();
        int most = Math.max(1, tiles / grid.box().w());
        int rows = most < height ? even(height, most) : fast ? height * Math.min(planes, most / height) : height;
        return with(
                grid,
                rows,
                fast ? 1 : even(grid.box().d(), DEPTH),
                1,
                rows * grid.box().w(),
                threads);
    }

    /** A few rows of several planes, which share features along D, or some samples. */
    private static UnitPlan stack(TileGrid grid, int tiles, int threads) {
        int width = grid.box().w();
        int planes = Math.min(LEAST_DEPTH, grid.box().d());
        int rows = even(grid.box().h(), Math.max(1, tiles / planes / width));
        int depth = even(grid.box().d(), Math.max(1, tiles / (rows * width)));
        boolean whole = rows == grid.box().h() && depth == grid.box().d();
        int reach = grid.plan().d().reach();
        int perSample = rows * (depth + reach) * width;
        // The bound of tiles leaves room for the further planes of units of the least depth; shallower ones have more.
        int most = tiles * (LEAST_DEPTH + reach) / LEAST_DEPTH;
        int samples = whole ? even(grid.volumes(), Math.max(1, most / perSample)) : 1;
        return with(grid, rows, depth, samples, samples * rows * depth * width, threads);
    }

    private static UnitPlan with(TileGrid grid, int rows, int depth, int samples, int tiles, int threads) {
        LayerPlan plan = grid.plan();
        long perProduct = 4L * TransformedWeights.WIDE * tiles;
        int blocks = (int)
                Math.max(1, Math.min(plan.outBlocks(), share(OUTPUT_BYTES, threads) / perProduct / plan.tileOutputs()));
        int sumBlocks =
                (int) Math.max(1, Math.min(blocks, share(SUMS_BYTES, threads) / perProduct / plan.mostProducts()));
        return new UnitPlan(grid, rows, depth, samples, blocks, sumBlocks);
    }

    /** Tiles whose outputs for a block of channels, and whose features, keep within what each of so many threads may have. */
    static int mostTiles(LayerPlan plan, boolean stacked, int threads) {
        long outputs = 4L * TransformedWeights.WIDE * Math.max(plan.mostProducts(), plan.tileOutputs());
        long inputs = 64L * plan.inBlocks() * plan.unitFeatures();
        int reach = plan.d().reach();
        if (stacked) {
            inputs = inputs * (LEAST_DEPTH + reach) / LEAST_DEPTH;
        } else if (!plan.d().fast()) {
            inputs *= reach + 1;
        }
        return (int) Math.max(
                1, Math.min(share(OUTPUT_BYTES, threads) / 2 / outputs, share(FEATURE_BYTES, threads) / inputs));
    }

    /** What each of so many threads may have of a bound. */
    private static long share(int bytes, int threads) {
        return (long) bytes * Math.min(threads, THREADS) / threads;
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    private static int even(int total, int limit) {
        return count(total, count(total, limit));
    }

    private boolean fast() {
        return grid.plan().d().fast();
    }

    /** Planes of a unit. */
    private int planesPerUnit(TileSlab slab) {
        return fast() ? Math.max(1, rows / slab.h()) : depth;
    }

    private int runs(TileSlab slab) {
        return fast()
                ? count(slab.volumes() * slab.d(), planesPerUnit(slab))
                : count(slab.volumes(), samples) * count(slab.d(), depth);
    }

    private int residues() {
        return grid.byPhase() ? grid.plan().d().phases().length : 1;
    }

    /** Whether some threads would have nothing to do for long. */
    private boolean uneven(int threads) {
        int all = units(new TileSlab(
                0,
                0,
                grid.volumes(),
                0,
                0,
                0,
                grid.box().d(),
                grid.box().h(),
                grid.box().w()));
        return all < UNITS_PER_THREAD * threads && all % threads != 0;
    }

    /** Number of units of a slab. */
    int units(TileSlab slab) {
        int strips = count(slab.h(), rows);
        return Math.multiplyExact(
                Math.multiplyExact(runs(slab), strips),
                residues() * count(grid.plan().outBlocks(), blocks));
    }

    /** One of the units of a slab. */
    Unit unit(TileSlab slab, int index) {
        int i = index;
        int residue = 0;
        if (grid.plan().manyChannels()) {
            // Residues go last: units that run at the same time read the same weights.
            int perResidue = units(slab) / residues();
            residue = i / perResidue;
            i %= perResidue;
        }
        int channels = count(grid.plan().outBlocks(), blocks);
        int block = i % channels * blocks;
        i /= channels;
        if (!grid.plan().manyChannels()) {
            // Planes go last: threads, which begin with consecutive units, mostly read planes that they packed.
            residue = i % residues();
            i /= residues();
        }
        int strips = count(slab.h(), rows);
        int row = i % strips * rows;
        i /= strips;
        int height = Math.min(rows, slab.h() - row);
        if (fast()) {
            int step = planesPerUnit(slab);
            int plane = i * step;
            return new Unit(plane, Math.min(step, slab.volumes() * slab.d() - plane), row, height, residue, block);
        }
        int perVolume = count(slab.d(), depth);
        int first = i % perVolume * depth;
        int sample = i / perVolume * samples;
        int planes = samples == 1
                ? Math.min(depth, slab.d() - first)
                : Math.min(samples, slab.volumes() - sample) * slab.d();
        return new Unit(sample * slab.d() + first, planes, row, height, residue, block);
    }
}
