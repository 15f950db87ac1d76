package io.upvox.kernel.vector;

import io.upvox.kernel.fold.FoldLoops;
import io.upvox.kernel.fold.TileChoice;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops on the Vector API: voxels are the lanes, weights are broadcast.
 *
 * <p>Tiles: 9 or 8 taps by 2 vectors where there are 32 registers of 512 bits, so that kernels of 3x3, 9x9, 4x4 and 2x2 fill
 * them; 6 or 4 by 2 for what is left, and with narrower vectors, which may have but 16: 5 or 4 there on JDKs after 17.
 */
final class VectorFoldLoops implements FoldLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int[] HEIGHTS =
            L == 16 ? new int[] {9, 8, 6, 4} : Processor.runsOutOfRegisters() ? new int[] {5, 4} : new int[] {6, 4};

    @Override
    public String tile() {
        return HEIGHTS[0] + " taps x 2 vectors of " + Factory.vectorBits() + " bits";
    }

    @Override
    public boolean plain() {
        return false;
    }

    @Override
    public int[] heights() {
        return HEIGHTS.clone();
    }

    @Override
    public void copyRows(float[] src, int at, int rowStep, float[] dst, int to, int pitch, int rows, int width) {
        if (width > 4 * L && rowStep >= 2 * width) {
            F32Copy.apart(src, at, rowStep, dst, to, pitch, rows, width);
        } else if (width > 4 * L) {
            F32Copy.rows(src, at, rowStep, dst, to, pitch, rows, width);
        } else if (width > 2 * L) {
            F32Copy.four(src, at, rowStep, dst, to, pitch, rows, width);
        } else if (width >= L) {
            F32Copy.two(src, at, rowStep, dst, to, pitch, rows, width);
        } else {
            F32Copy.shorter(src, at, rowStep, dst, to, pitch, rows, width);
        }
    }

    @Override
    public void multiply(
            float[] panel,
            int at,
            int panelStep,
            int voxels,
            TileChoice tiles,
            int first,
            int channels,
            float[] products,
            int to,
            int productStep,
            boolean continues) {
        float[] w = tiles.weights();
        float[] start = continues ? products : null;
        for (int v = 0; v < voxels; v += 2 * L) {
            int x = at + v;
            for (int t = 0; t < tiles.count(); t++) {
                int height = tiles.height(t);
                int from = tiles.at(t) + first * height;
                int p = to + tiles.row(t) * productStep + v;
                if (L == 16 && height == 9) {
                    F32TapTile9x2.run(
                            panel, x, panelStep, w, from, channels, start, p, productStep, products, p, productStep);
                } else if (L == 16 && height == 8) {
                    F32TapTile8x2.run(
                            panel, x, panelStep, w, from, channels, start, p, productStep, products, p, productStep);
                } else if (height == 5) {
                    F32TapTile5x2.run(
                            panel, x, panelStep, w, from, channels, start, p, productStep, products, p, productStep);
                } else if (height == 6) {
                    F32TapTile6x2.run(
                            panel, x, panelStep, w, from, channels, start, p, productStep, products, p, productStep);
                } else {
                    F32TapTile4x2.run(
                            panel, x, panelStep, w, from, channels, start, p, productStep, products, p, productStep);
                }
            }
        }
    }

    @Override
    public void add(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        F32Fold.add(products, from, runs, sums, at, count);
    }

    @Override
    public void sum(float[] products, int[] from, int runs, float[] sums, int at, int count) {
        F32Fold.sum(products, from, runs, sums, at, count);
    }

    @Override
    public void interleave(
            float[] sums, int at, int residues, int residueStep, int columns, float[] dst, int to, float bias) {
        if (residues == 1 && columns >= L) {
            F32Interleave.one(sums, at, columns, dst, to, bias);
        } else if (residues == 2 && columns >= 2 * L) {
            F32Interleave.two(sums, at, residueStep, columns, dst, to, bias);
        } else if (residues == 3 && columns >= 3 * L) {
            F32Interleave.three(sums, at, residueStep, columns, dst, to, bias);
        } else {
            F32Interleave.any(sums, at, residues, residueStep, columns, dst, to, bias);
        }
    }
}
