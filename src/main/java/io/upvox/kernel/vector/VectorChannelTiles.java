package io.upvox.kernel.vector;

import io.upvox.kernel.tile.ChannelTiles;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop on the Vector API: output channels are the lanes, input voxels are broadcast.
 *
 * <p>Tiles: 8 or 9 voxels by 2 vectors where there are 32 registers of 512 bits, with 4 to 6 for what these leave; 6 or 5 by 2
 * with narrower vectors, which may have but 16. More than about 20 accumulators compile well in one run of JDK 17 and badly in
 * the next.
 */
final class VectorChannelTiles implements ChannelTiles {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    /** Channels of a full panel: those of two vectors, or more if that is less than a block. */
    static final int WIDTH = Math.max(PITCH, 2 * L);

    private static final boolean FIVE = Processor.runsOutOfRegisters();

    private final boolean halves;

    /** @param halves whether panels narrower than two vectors are left to {@link HalfVectors}; these have 512 bits then */
    VectorChannelTiles(boolean halves) {
        this.halves = halves;
    }

    @Override
    public String tile() {
        return (L == 16 ? 8 : FIVE ? 5 : 6) + " voxels x 2 vectors of " + Factory.vectorBits() + " bits"
                + (halves ? ", narrow panels of 256" : "");
    }

    @Override
    public int fullWidth() {
        return WIDTH;
    }

    /** A vector's of 256 bits, if two fill a block: with more or fewer there are but whole blocks. */
    @Override
    public int widthStep() {
        return halves || 2 * L == PITCH ? PITCH / 2 : PITCH;
    }

    @Override
    public void run(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count,
            boolean continues) {
        float[] start = continues ? sums : null;
        if (width < WIDTH && halves) {
            HalfVectors.run(start, x, base, offsets, first, last, panels, panel, width, sums, at, blockStep, count);
            return;
        }
        if (width < WIDTH) {
            single(start, x, base, offsets, first, last, panels, panel, width, sums, at, count);
            return;
        }
        for (int c = 0; c < WIDTH; c += 2 * L) {
            int p = panel + c;
            int to = at + c / PITCH * blockStep + c % PITCH;
            int second = (c + L) / PITCH * blockStep + (c + L) % PITCH - c / PITCH * blockStep - c % PITCH;
            for (int v = 0; v < count; ) {
                int left = count - v;
                int o = base + v * PITCH;
                int s = to + v * PITCH;
                if (L == 16 && left % 8 > 0 && left % 8 <= left / 8) {
                    // Nines and eights, so that none is left over.
                    F32ChannelTile9x2.run(start, s, second, x, offsets, panels, o, first, last, p, sums, s, second);
                    v += 9;
                } else if (L == 16 && (left == 8 || left == 7 || left > 12)) {
                    F32ChannelTile8x2.run(start, s, second, x, offsets, panels, o, first, last, p, sums, s, second);
                    v += 8;
                } else if (left == 5 || left == 10 && L == 16 || FIVE && left > 8) {
                    F32ChannelTile5x2.run(start, s, second, x, offsets, panels, o, first, last, p, sums, s, second);
                    v += 5;
                } else if (!FIVE && (left == 6 || left > 8)) {
                    F32ChannelTile6x2.run(start, s, second, x, offsets, panels, o, first, last, p, sums, s, second);
                    v += 6;
                } else {
                    F32ChannelTile4x2.run(start, s, second, x, offsets, panels, o, first, last, p, sums, s, second);
                    v += 4;
                }
            }
        }
    }

    @Override
    public void runSum(
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] a,
            int atA,
            float[] b,
            int atB,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int blockStep,
            int count,
            boolean continues) {
        if (L < 16 || width < WIDTH || count < 8) {
            sum(a, atA, b, atB, panels, panel, first * width, last * width);
            run(x, base, offsets, first, last, panels, panel, width, sums, at, blockStep, count, continues);
            return;
        }
        float[] start = continues ? sums : null;
        F32SumTile8x2.run(
                start, at, blockStep, x, offsets, panels, base, first, last, a, atA, b, atB, panel, sums, at,
                blockStep);
        int o = base + 8 * PITCH;
        int to = at + 8 * PITCH;
        run(x, o, offsets, first, last, panels, panel, width, sums, to, blockStep, count - 8, continues);
    }

    /** Written out, since compilers make no vectors of it where arrays may be the same. */
    private static void sum(float[] a, int atA, float[] b, int atB, float[] panels, int panel, int from, int to) {
        for (int i = from; i < to; i += L) {
            FloatVector v = FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, a, atA + i);
            v.add(FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, b, atB + i))
                    .intoArray(panels, panel + i);
        }
    }

    /** A panel of one vector. */
    private static void single(
            float @Nullable [] start,
            float[] x,
            int base,
            int[] offsets,
            int first,
            int last,
            float[] panels,
            int panel,
            int width,
            float[] sums,
            int at,
            int count) {
        for (int v = 0; v < count; ) {
            int left = count - v;
            int o = base + v * PITCH;
            int s = at + v * PITCH;
            if (left > 12 && L == 16) {
                F32ChannelTile16x1.run(start, s, x, offsets, panels, o, first, last, panel, width, sums, s);
                v += 16;
            } else if (left > 4) {
                F32ChannelTile8x1.run(start, s, x, offsets, panels, o, first, last, panel, width, sums, s);
                v += 8;
            } else {
                F32ChannelTile4x1.run(start, s, x, offsets, panels, o, first, last, panel, width, sums, s);
                v += 4;
            }
        }
    }
}
