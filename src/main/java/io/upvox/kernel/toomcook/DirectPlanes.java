package io.upvox.kernel.toomcook;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.LazyPacking;
import io.upvox.kernel.OutputBlock;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes tiles along D anew, by the direct family, if one of the input planes they take holds NaN, infinities or values so
 * large that a sum could overflow which does not in the definition. Whether a tile is one of these depends on its own input
 * planes alone, so blocks of the output do not matter.
 */
final class DirectPlanes implements InputPacking.Marks {
    /** Elements that are computed aside because the block they belong to is not dense. */
    private static final int ASIDE = 1 << 20;

    private final TileGrid grid;
    private final LazyPacking layer;
    private final ConvTranspose3dProblem problem;
    private final int threads;
    private final boolean[] marked;
    private volatile boolean any;
    private @Nullable BoundKernel bound;

    DirectPlanes(TileGrid grid, LazyPacking layer, ConvTranspose3dProblem problem, int threads) {
        this.grid = grid;
        this.layer = layer;
        this.problem = problem;
        this.threads = threads;
        int groups = problem.params().groups();
        this.marked =
                new boolean[Math.multiplyExact(grid.in().n() * groups, grid.in().d())];
    }

    /** Bytes of scratch memory, once it has been needed. */
    long scratchBytes() {
        return marked.length + (bound == null ? 0 : bound.scratchBytes() + 4L * ASIDE);
    }

    /** Forgets all marks. */
    void clear() {
        if (any) {
            Arrays.fill(marked, false);
            any = false;
        }
    }

    @Override
    public void mark(int n, int group, int plane) {
        marked[(n * problem.params().groups() + group) * grid.in().d() + plane] = true;
        any = true;
    }

    private boolean isMarked(int n, int group, int tile) {
        AxisPlan d = grid.plan().d();
        int first = d.tile() * tile + d.low();
        int last = Math.min(grid.in().d(), first + d.reach() + 1);
        for (int plane = Math.max(0, first); plane < last; plane++) {
            if (marked[(n * problem.params().groups() + group) * grid.in().d() + plane]) {
                return true;
            }
        }
        return false;
    }

    /** Computes the marked tiles of a block anew. */
    void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
        if (!any) {
            return;
        }
        int perGroup = problem.params().outChannelsPerGroup();
        int perTile = grid.planesPerTile();
        for (int n = block.n0(); n < block.n1(); n++) {
            for (int c = block.c0(); c < block.c1(); c = (c / perGroup + 1) * perGroup) {
                int c1 = Math.min(block.c1(), (c / perGroup + 1) * perGroup);
                for (int tile = grid.firstTile(block); tile < grid.lastTile(block); tile++) {
                    int begin = tile;
                    while (tile < grid.lastTile(block) && isMarked(n, c / perGroup, tile)) {
                        tile++;
                    }
                    int d0 = Math.max(block.d0(), begin * perTile);
                    int d1 = Math.min(block.d1(), tile * perTile);
                    if (d0 < d1) {
                        planes(src, new OutputBlock(n, n + 1, c, c1, d0, d1), block, dst, dstOffset);
                    }
                }
            }
        }
    }

    /** Computes a part of a block; channel by channel or aside where the part does not lie dense in the block. */
    private void planes(float[] src, OutputBlock part, OutputBlock block, float[] dst, int dstOffset) {
        int plane = grid.out().h() * grid.out().w();
        int run = part.planes() * plane;
        boolean dense = part.planes() == block.planes();
        int batch = dense ? part.channels() : Math.max(1, Math.min(part.channels(), ASIDE / run));
        float[] aside = dense || batch == 1 ? dst : new float[batch * run];
        if (bound == null) {
            bound = layer.packed().bind(problem, threads);
        }
        for (int c = part.c0(); c < part.c1(); c += batch) {
            int c1 = Math.min(part.c1(), c + batch);
            OutputBlock some = new OutputBlock(part.n0(), part.n1(), c, c1, part.d0(), part.d1());
            int channel = (part.n0() - block.n0()) * block.channels() + c - block.c0();
            int to = dstOffset + (channel * block.planes() + part.d0() - block.d0()) * plane;
            bound.run(src, some, aside, aside == dst ? to : 0);
            for (int i = c; i < c1 && aside != dst; i++) {
                System.arraycopy(aside, (i - c) * run, dst, to + (i - c) * block.planes() * plane, run);
            }
        }
    }
}
