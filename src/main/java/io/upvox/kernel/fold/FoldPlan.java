package io.upvox.kernel.fold;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a problem is cut. A unit of work is a group of a sample, some output planes, a strip of rows and a chunk of columns of
 * stride cells. It goes through its input planes in order, in blocks of rows or of whole planes: their voxels are copied into
 * a panel, multiplied by the taps, and the products added to the sums of the output planes in progress, a ring; or, where
 * there is room, kept until an output plane has them all. All this only decides what is computed together.
 */
final class FoldPlan {
    /** Bytes that lie in a core's second cache side by side: panel, products; the sums may be more, they are passed once. */
    private static final int PANEL_BYTES = 320 << 10;

    private static final int PRODUCT_BYTES = 320 << 10;
    private static final int SUM_BYTES = 768 << 10;
    /** Panel and products together where products are kept. */
    private static final int KEPT_BYTES = 768 << 10;
    /** Sums of a band of rows, which stay in the first cache until they are stored. */
    private static final int BAND_BYTES = 16 << 10;
    /** Channels whose 32 voxels and a tile's weights stay in the first cache. */
    private static final int CHANNELS = 160;
    /** Taps that read a panel so few times that bringing it there counts: longer runs of fewer channels then. */
    private static final int FEW_TAPS = 16;
    /** Input channels from which on it pays to multiply no zeros between rows, and to put these between the products. */
    private static final int MANY_CHANNELS = 16;
    /** Voxels of a block that make good use of each weight read. */
    private static final int VOXELS = 512;

    private static final int MAX_VOXELS = 2048;
    private static final int MIN_VOXELS = 64;
    /** Units a thread, so that uneven ones even out. */
    private static final int UNITS_PER_THREAD = 4;

    private final TensorShape in;
    private final TensorShape out;
    private final ConvTranspose3dParams params;
    private final int unitsWanted;
    private final List<Window> strips;
    private final List<Window> chunks;
    private final int channels;
    private final int rows;
    private final int planes;
    private final int depthTaps;
    private final int lead;
    private final int step;
    private final int productRows;
    private final int slots;
    private final int phaseStep;
    private final @Nullable KeptProducts kept;
    private final boolean dense;

    FoldPlan(FoldWeights weights, ConvTranspose3dProblem problem, int threads) {
        in = problem.input();
        out = problem.output();
        params = problem.params();
        unitsWanted = threads == 1 ? 1 : UNITS_PER_THREAD * threads;
        PhaseTable phases = weights.phases();
        Dhw stride = params.stride();
        Dhw cells = out.extents().with(stride, (o, s) -> (o - 1) / s + 1);
        int inputs = params.inChannelsPerGroup();
        int together = weights.tiles().row(weights.tiles().count()) <= FEW_TAPS ? CHANNELS / 2 : CHANNELS;
        channels = count(inputs, count(inputs, together));
        int perPlane = weights.tiles().rows(1);
        int most = Math.min(PANEL_BYTES / 4 / channels, PRODUCT_BYTES / 4 / perPlane);
        int voxels = Math.max(MIN_VOXELS, Math.min(MAX_VOXELS, most));

        int window = Math.min(out.d(), params.dilation().d() * (params.kernel().d() - 1) + 1);
        int sums = window * params.outChannelsPerGroup() * stride.h() * stride.w();
        int widest = Math.max(MIN_VOXELS / 2, Math.min(voxels, SUM_BYTES / 4 / sums / 8));
        chunks = windows(phases.w(), cells.w(), widest, in.w());
        int pitch = chunks.stream().mapToInt(Window::pitch).max().orElseThrow();
        dense = inputs >= MANY_CHANNELS && chunks.stream().anyMatch(c -> c.inputs() < c.pitch());
        int halo = chunks.stream()
                .mapToInt(c -> Math.max(
                        c.spillBefore(AxisPhase.lowest(phases.w())), c.spillBehind(AxisPhase.highest(phases.w()))))
                .max()
                .orElseThrow();
        lead = 16 * count(halo, 16);

        int highest = Math.max(1, SUM_BYTES / 4 / sums / pitch);
        long others = (long) Math.max(1, in.n()) * params.groups() * cells.d() * chunks.size();
        if (others < unitsWanted) {
            highest = Math.max(Math.min(highest, 8), (int) Math.min(highest, cells.h() * others / unitsWanted));
        }
        strips = windows(phases.h(), cells.h(), highest, in.h());
        int stripRows =
                Math.max(1, strips.stream().mapToInt(Window::inputs).max().orElseThrow());
        int stripCells = strips.stream().mapToInt(Window::cells).max().orElseThrow();
        kept = keep(weights, stripRows * pitch, stripCells, pitch);
        phaseStep = pitch * (kept == null ? stripCells : kept.band());

        if (kept != null) {
            rows = stripRows;
            planes = 1;
        } else if (stripRows * pitch <= voxels) {
            rows = stripRows;
            // All taps along D together then: sums take their input planes in order.
            int all = PRODUCT_BYTES / 4 / weights.tiles().row(weights.tiles().count());
            int room = Math.min(VOXELS, Math.min(voxels, all)) / (stripRows * pitch);
            long ring = (long) SUM_BYTES / 4 / (phaseStep * (long) sums / window);
            int sumPlanes = (int) Math.min(Integer.MAX_VALUE, (ring - window) / stride.d() + 1);
            planes = Math.max(1, Math.min(Math.min(room, in.d()), sumPlanes));
        } else {
            rows = rows(stripRows, pitch, voxels);
            planes = 1;
        }
        int reach = params.dilation().d() * (params.kernel().d() - 1) + 1 + (planes - 1) * stride.d();
        slots = kept != null ? 1 : Math.min(out.d(), reach);
        // At least a vector behind a channel's voxels may be overwritten when they are copied.
        int length = Math.max(lead, 16) + count(planes * rows * pitch, FoldLoops.STEP) * FoldLoops.STEP;
        // Rows that lie a multiple of four lines apart would share few of the first cache's sets.
        step = length % FoldLoops.STEP != 0 || length / FoldLoops.STEP % 2 == 1 ? length : length + FoldLoops.STEP;
        int fit = PRODUCT_BYTES / 4 / step / Math.max(1, weights.tiles().perPlane());
        depthTaps = kept != null
                ? 1
                : planes > 1
                        ? params.kernel().d()
                        : Math.max(1, Math.min(params.kernel().d(), fit));
        productRows =
                kept != null ? kept.places() * kept.rows() : weights.tiles().rows(depthTaps);
    }

    /** Products are kept where there is room for those of whole planes; null if there is none. */
    private @Nullable KeptProducts keep(FoldWeights weights, int voxels, int cells, int pitch) {
        TapTiles tiles = weights.tiles();
        // Small planes are better multiplied several at a time.
        boolean wasteful = 16L * count(voxels, FoldLoops.STEP) * FoldLoops.STEP > 17L * voxels;
        if (!tiles.byPlane() || channels < params.inChannelsPerGroup() || wasteful) {
            return null;
        }
        int taps = params.kernel().d();
        int phases = params.stride().h() * params.stride().w();
        int band = Math.max(1, Math.min(cells, BAND_BYTES / 4 / phases / pitch));
        KeptProducts places = new KeptProducts(
                weights.phases().d(), taps, tiles.row(tiles.count()) / taps, count(cells, count(cells, band)));
        long elements = ((long) places.places() * places.rows() + channels) * voxels;
        return elements <= KEPT_BYTES / 4 ? places : null;
    }

    private static int count(int total, int step) {
        return (total + step - 1) / step;
    }

    /** Equal ranges of cells, each at most so many. */
    private static List<Window> windows(AxisPhase[] phases, int cells, int most, int inputs) {
        int each = count(cells, count(cells, most));
        List<Window> windows = new ArrayList<>();
        for (int q = 0; q < cells; q += each) {
            windows.add(Window.of(q, Math.min(cells, q + each), phases, inputs));
        }
        return windows;
    }

    /** Rows of a block: of several numbers of blocks the one with the fewest voxels that only fill a step. */
    private static int rows(int stripRows, int pitch, int voxels) {
        int least = count(stripRows, Math.max(1, voxels / pitch));
        int best = 1;
        long bestCost = Long.MAX_VALUE;
        for (int blocks = least; blocks <= Math.min(stripRows, least + 3); blocks++) {
            int each = count(stripRows, blocks);
            long whole = stripRows / each;
            int rest = stripRows % each;
            long cost = whole * count(each * pitch, FoldLoops.STEP) + count(rest * pitch, FoldLoops.STEP);
            if (cost < bestCost) {
                bestCost = cost;
                best = each;
            }
        }
        return best;
    }

    TensorShape in() {
        return in;
    }

    TensorShape out() {
        return out;
    }

    ConvTranspose3dParams params() {
        return params;
    }

    /** Ranges of cells along H. */
    List<Window> strips() {
        return strips;
    }

    /** Ranges of cells along W. */
    List<Window> chunks() {
        return chunks;
    }

    /** Output planes of a unit, if so many planes of so many groups of samples are wanted. */
    int unitPlanes(int wanted, long groups) {
        long others = groups * strips.size() * chunks.size();
        int parts = (int) Math.max(1, Math.min(wanted, (unitsWanted + others - 1) / others));
        int stride = params.stride().d();
        return count(count(wanted, parts), stride) * stride;
    }

    /** Input channels that are multiplied at a time. */
    int channels() {
        return channels;
    }

    /** Rows of an input plane in a block; if a block has several planes, all of the strip. */
    int rows() {
        return rows;
    }

    /** Input planes in a block. */
    int planes() {
        return planes;
    }

    /** Taps along D that are multiplied at a time. */
    int depthTaps() {
        return depthTaps;
    }

    /** Elements before the first voxel of a row of products; the last of them are zeros. */
    int lead() {
        return lead;
    }

    /** Distance of channels in the panel and of rows of products. */
    int step() {
        return step;
    }

    /** Output planes in progress. */
    int slots() {
        return slots;
    }

    /** Distance of the sums of residues along W. */
    int phaseStep() {
        return phaseStep;
    }

    /** Distance of the sums of output channels. */
    int channelStep() {
        return params.stride().h() * params.stride().w() * phaseStep;
    }

    /** Distance of the sums of output planes. */
    int slotStep() {
        return params.outChannelsPerGroup() * channelStep();
    }

    /** How products are kept until output planes are complete; null if they are added up at once. */
    @Nullable
    KeptProducts kept() {
        return kept;
    }

    /** Whether rows of voxels lie side by side when they are multiplied, and their products are brought apart. */
    boolean dense() {
        return dense;
    }

    int panelElements() {
        return channels * step + FoldLoops.SLACK;
    }

    int productElements() {
        return productRows * step + lead + FoldLoops.SLACK;
    }

    /** For the products of rows side by side. */
    int denseElements() {
        return dense ? productRows * step + FoldLoops.SLACK : 0;
    }

    int sumElements() {
        int elements = kept != null ? channelStep() : Math.multiplyExact(slots, slotStep());
        return Math.addExact(FoldLoops.SLACK, elements);
    }

    List<String> details() {
        return List.of(
                "blocks of " + planes + " planes by " + rows + " rows, rows "
                        + chunks.get(0).pitch() + (dense ? " apart once multiplied" : " apart") + ", by " + channels
                        + " channels and " + depthTaps
                        + " taps along D",
                strips.size() + " strips of " + strips.get(0).cells() + " rows of cells, " + chunks.size()
                        + " chunks of " + chunks.get(0).cells() + " columns, "
                        + (kept != null
                                ? "products kept, bands of " + kept.band() + " rows"
                                : "sums of " + slots + " output planes"));
    }
}
