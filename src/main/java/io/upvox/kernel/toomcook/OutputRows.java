package io.upvox.kernel.toomcook;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.Transposition;
import java.util.Arrays;

/** Brings the outputs of rows of tiles into the tensor; phases along H and W interleave by where outputs are read. */
final class OutputRows {
    private static final int PITCH = ChannelTiles.PITCH;

    private final TileGrid grid;
    private final LayerPlan plan;
    private final OutputTransform outputs;
    private final Transposition transposition;
    private final float[] bias;
    private final int rows;
    private final int step;
    private final int[] voxels;
    private TileSlab slab = new TileSlab(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @param rows rows of tiles of a unit at most
     * @param step distance of outputs of a tile, in tiles
     */
    OutputRows(TileGrid grid, OutputTransform outputs, Transposition transposition, float[] bias, int rows, int step) {
        this.grid = grid;
        this.plan = grid.plan();
        this.outputs = outputs;
        this.transposition = transposition;
        this.bias = bias;
        this.rows = rows;
        this.step = step;
        int perTile = perTile(plan.h()) * perTile(plan.w());
        this.voxels = new int[rows * grid.box().w() * perTile + PITCH - 1];
    }

    /** Prepares for a slab. */
    void begin(TileSlab next) {
        boolean same = next.w() == slab.w() && columns(next) == columns(slab);
        slab = next;
        if (!same) {
            fillVoxels();
        }
    }

    /** Outputs of a tile on one axis, all phases. */
    private static int perTile(AxisPlan axis) {
        return axis.tile() * axis.phases().length;
    }

    /** Output columns of a slab. */
    private int columns(TileSlab of) {
        int perTile = perTile(plan.w());
        return Math.min(of.w() * perTile, grid.out().w() - of.w0() * perTile);
    }

    /** Where the output voxels of rows of tiles lie, in the order of the output. */
    private void fillVoxels() {
        int perTileH = perTile(plan.h());
        int perTileW = perTile(plan.w());
        int columns = columns(slab);
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (int h = 0; h < perTileH; h++) {
                for (int w = 0; w < columns; w++) {
                    int output = outputs.output(0, h, w % perTileW);
                    voxels[next++] = (output * step + row * slab.w() + w / perTileW) * PITCH;
                }
            }
        }
        Arrays.fill(voxels, next, Math.min(voxels.length, next + PITCH - 1), voxels[next - 1]);
    }

    /** Whether products reach an output on an axis, counted from a tile's first: the others are the bias. */
    private static boolean reached(AxisPlan axis, int output) {
        return axis.phases()[output % axis.phases().length].count() > 0;
    }

    private static boolean allReached(AxisPlan axis) {
        for (int residue = 0; residue < axis.phases().length; residue++) {
            if (!reached(axis, residue)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stores rows of tiles of one plane.
     *
     * @param src holds the outputs of a block of 16 channels from {@code from}
     * @param row the first row's place in the unit
     * @param output which output of the tile along D
     * @param n sample
     * @param od output plane
     * @param h first row of tiles, from the slab's
     * @param height number of rows
     * @param channel first channel wanted, of the whole tensor
     * @param lane its place among the 16
     * @param channels number of channels wanted
     */
    void store(
            float[] src,
            int from,
            int row,
            int output,
            int n,
            int od,
            int h,
            int height,
            int channel,
            int lane,
            int channels,
            OutputBlock block,
            float[] dst,
            int dstOffset) {
        int outH = grid.out().h();
        int outW = grid.out().w();
        int perTileH = perTile(plan.h());
        int oh0 = (slab.h0() + h) * perTileH;
        int oh1 = Math.min(outH, oh0 + height * perTileH);
        int columns = columns(slab);
        int channelStep = block.planes() * outH * outW;
        int to = dstOffset
                + ((n - block.n0()) * block.channels() + channel - block.c0()) * channelStep
                + ((od - block.d0()) * outH + oh0) * outW
                + slab.w0() * perTile(plan.w());
        int base = from + (outputs.output(output, 0, 0) * step + row * slab.w()) * PITCH;
        boolean plane = reached(plan.d(), od);
        boolean whole = columns == outW && (!plane || allReached(plan.h()));
        int lines = whole ? 1 : oh1 - oh0;
        int length = whole ? (oh1 - oh0) * columns : columns;
        for (int line = 0; line < lines; line++) {
            if (!plane || !reached(plan.h(), line)) {
                for (int c = 0; c < channels; c++) {
                    int at = to + line * outW + c * channelStep;
                    Arrays.fill(dst, at, at + length, bias[channel + c]);
                }
                continue;
            }
            transposition.store(
                    src,
                    base,
                    voxels,
                    line * columns,
                    length,
                    dst,
                    to + line * outW,
                    channelStep,
                    lane,
                    channels,
                    bias,
                    channel - lane);
        }
    }
}
