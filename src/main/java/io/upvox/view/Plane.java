package io.upvox.view;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A slice of a volume, first row on top.
 *
 * @param name which plane it is
 * @param width columns
 * @param height rows
 * @param values row-major
 */
record Plane(String name, int width, int height, float[] values) {
    /** What is no number: set apart from every grey. */
    private static final Color MISSING = new Color(40, 60, 110);

    /** Where slices are taken, as a part of the extent: near the middle, but not on the seam of a grid of patches. */
    private static final double POSITION = 0.42;

    /** The planes across D, H and W. */
    static Plane[] orthogonal(Volume v) {
        int d = v.extents().d();
        int h = v.extents().h();
        int w = v.extents().w();
        Plane acrossD = new Plane("H by W", w, h, new float[h * w]);
        Plane acrossH = new Plane("D by W", w, d, new float[d * w]);
        Plane acrossW = new Plane("D by H", h, d, new float[d * h]);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                acrossD.values[y * w + x] = v.at((int) (POSITION * d), y, x);
            }
        }
        for (int z = 0; z < d; z++) {
            for (int x = 0; x < w; x++) {
                acrossH.values[z * w + x] = v.at(z, (int) (POSITION * h), x);
            }
            for (int y = 0; y < h; y++) {
                acrossW.values[z * h + y] = v.at(z, y, (int) (POSITION * w));
            }
        }
        return new Plane[] {acrossD, acrossH, acrossW};
    }

    /** A part of the plane, given in fractions of its size. */
    Plane crop(double x0, double y0, double fraction) {
        int left = (int) Math.floor(x0 * width);
        int top = (int) Math.floor(y0 * height);
        int columns = Math.max(1, (int) Math.round(fraction * width));
        int lines = Math.max(1, (int) Math.round(fraction * height));
        columns = Math.min(columns, width - left);
        lines = Math.min(lines, height - top);
        float[] part = new float[lines * columns];
        for (int y = 0; y < lines; y++) {
            System.arraycopy(values, (top + y) * width + left, part, y * columns, columns);
        }
        return new Plane(name, columns, lines, part);
    }

    /** The plane at some size, each value a rectangle: nothing is smoothed that the data does not smooth. */
    BufferedImage draw(int pixelsWide, int pixelsHigh, Window window) {
        BufferedImage image = new BufferedImage(pixelsWide, pixelsHigh, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixelsHigh; y++) {
            int row = (int) ((long) y * height / pixelsHigh);
            for (int x = 0; x < pixelsWide; x++) {
                float value = values[row * width + (int) ((long) x * width / pixelsWide)];
                int grey = window.grey(value);
                image.setRGB(x, y, Float.isNaN(value) ? MISSING.getRGB() : (grey << 16) | (grey << 8) | grey);
            }
        }
        return image;
    }

    /**
     * Which values are black and white.
     *
     * @param low black at and below
     * @param high white at and above
     */
    record Window(float low, float high) {
        private static final double CUT = 0.005;

        /** From the distribution of a volume's values, a few outliers cut off at both ends. */
        static Window of(Volume v) {
            float[] sorted = new float[v.values().length];
            int n = 0;
            for (float x : v.values()) {
                if (Float.isFinite(x)) {
                    sorted[n++] = x;
                }
            }
            if (n == 0) {
                return new Window(0, 1);
            }
            Arrays.sort(sorted, 0, n);
            return new Window(sorted[(int) (CUT * (n - 1))], sorted[(int) ((1 - CUT) * (n - 1))]);
        }

        int grey(float value) {
            if (!(high > low)) {
                return 128;
            }
            return Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
        }
    }
}
