package io.upvox.kernel.rows;

import io.upvox.op.ConvTranspose3dParams;

/**
 * What {@link RowsKernel} takes for an input voxel of a group. The coefficients are nanoseconds on two cores of a Zen 3
 * with vectors of 256 bits: those by which choosing a kernel costs the least time over some five hundred layers, most of
 * them drawn at random, measured with all kernels on JDK 17 and 25.
 * Those of {@code PLAIN} were raised by 1.4 for some five hundred layers on a Zen 4, with 256 and 512 bits. What extents bring
 * was set for some seven hundred layers on a Zen 5, with both widths too; what woven rows take, so that kernels equal to their
 * stride are woven where that was faster there (18 layers, both JDKs, both widths).
 */
final class RowsCost {
    private static final double OUTPUT = 0.142;
    private static final double EXPANDED = 0.505;
    private static final Tile PAIRED = new Tile(0.0248, 0.0405, 0.0097);
    private static final Tile PLAIN = new Tile(0.0263, 0.197, 0.0129);

    /** Sums of a narrow tile wait for each other: what each vector that a tile lacks costs, in those that it has. */
    private static final double LACKING = 0.33;

    /** A woven row, a vector of its cells, and a term of all outputs of that vector. */
    private static final double WOVEN_ROW = 0.5;

    private static final double WOVEN_VECTOR = 0.22;
    private static final double WOVEN_TERM = 0.04;

    private RowsCost() {}

    /**
     * A term of an output column.
     *
     * @param channel for an output channel
     * @param quad for four or fewer that share reading the inputs
     * @param rest for each that four leave
     */
    private record Tile(double channel, double quad, double rest) {
        double of(int channels) {
            return channel * channels + quad * Math.ceil(channels / 4.0) + rest * (channels % 4);
        }
    }

    static double of(ConvTranspose3dParams params, RowPattern w) {
        double in = params.inChannelsPerGroup();
        int out = params.outChannelsPerGroup();
        // All outputs of a row take as many terms as the one with the most.
        double terms = (double) params.kernel().d() * params.kernel().h() * w.stride() * w.taps();
        Tile tile = w.stride() <= RowsKernel.PAIRED ? PAIRED : PLAIN;
        return in * terms * tile.of(out)
                + OUTPUT * out * params.stride().product()
                + EXPANDED * in * w.stride() * w.copies();
    }

    /** The same where rows of so many columns are woven. */
    static double woven(ConvTranspose3dParams params, long columns, int lanes) {
        double row = Math.max(1, columns);
        double terms = (double) params.kernel().product() / params.stride().product();
        double vectors = Math.ceil(row / (2 * lanes));
        double time = WOVEN_ROW + vectors * (WOVEN_VECTOR + WOVEN_TERM * terms);
        return time * params.stride().product() / row;
    }

    /**
     * How many times as long outputs of short rows take: the last vector is computed whole, and vectors with the same pattern
     * fill tiles.
     *
     * @param columns of an output row
     * @param period vectors after which patterns repeat
     */
    static double filling(long columns, int period, RowTiles tiles) {
        double row = Math.max(1, columns);
        long vectors = (long) Math.ceil(row / tiles.lanes());
        double time = 0;
        for (int place = 0; place < Math.min(period, vectors); place++) {
            long count = (vectors - place + period - 1) / period;
            time += count + LACKING * Math.max(0, tiles.vectors() - count);
        }
        return time * tiles.lanes() / row;
    }
}
