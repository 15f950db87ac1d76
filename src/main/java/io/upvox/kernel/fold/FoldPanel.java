package io.upvox.kernel.fold;

import java.util.Arrays;

/**
 * Voxels of a block of input planes, a run for each channel, with zeros between rows; filled again and again by one thread.
 *
 * <p>Rows are copied as pieces, one flat loop a channel however short they are, and channel by channel: as long runs of the
 * input as there are, which the machine fetches ahead. Pieces are of one length; the last ones of a row overlap where that
 * does not divide it.
 */
public final class FoldPanel {
    private final float[] values;
    private final int longest;
    private final int step;

    private int planes = -1;
    private int planeStep;
    private int rows;
    private int rowStep;
    private int width;
    private int pitch;
    private int length;
    private int pieces;
    private int[] from = {};
    private int[] to = {};

    private float[] src = {};
    private int at;
    private int channelStep;
    private int channels;

    /**
     * An empty panel.
     *
     * @param longest length of a piece where rows are not shorter
     * @param elements of the panel
     * @param step distance of channels in the panel
     */
    FoldPanel(int longest, int elements, int step) {
        this.longest = longest;
        this.values = new float[elements];
        this.step = step;
    }

    /** Cuts a block into pieces, which many blocks share. */
    void shape(int planes, int planeStep, int rows, int rowStep, int width, int pitch) {
        if (this.width != width || this.pitch != pitch) {
            // Zeros between rows, where no copy writes.
            Arrays.fill(values, 0f);
        } else if (this.planes == planes
                && this.planeStep == planeStep
                && this.rows == rows
                && this.rowStep == rowStep) {
            return;
        }
        this.planes = planes;
        this.planeStep = planeStep;
        this.rows = rows;
        this.rowStep = rowStep;
        this.width = width;
        this.pitch = pitch;
        length = Math.min(width, longest);
        int each = (width + length - 1) / length;
        pieces = planes * rows * each;
        if (pieces > from.length) {
            from = new int[pieces];
            to = new int[pieces];
        }
        for (int i = 0; i < pieces; i++) {
            int row = i / each;
            int column = Math.min(i % each * length, width - length);
            from[i] = row / rows * planeStep + row % rows * rowStep + column;
            to[i] = row * pitch + column;
        }
    }

    /**
     * Says what it is to hold.
     *
     * @param src the input
     * @param at index of the first row's first voxel in the first channel
     * @param channelStep distance of channels in the input
     * @param channels number of channels
     */
    void set(float[] src, int at, int channelStep, int channels) {
        this.src = src;
        this.at = at;
        this.channelStep = channelStep;
        this.channels = channels;
    }

    /** The voxels. */
    public float[] values() {
        return values;
    }

    /** Number of channels. */
    public int channels() {
        return channels;
    }

    /** Pieces of each channel. */
    public int pieces() {
        return pieces;
    }

    /** Elements of a piece: as many as the loops asked for, or a whole row if that is shorter. */
    public int length() {
        return length;
    }

    /** The input. */
    public float[] src() {
        return src;
    }

    /** Where a channel begins in the input. */
    public int source(int channel) {
        return at + channel * channelStep;
    }

    /** Where a channel begins in the panel. */
    public int target(int channel) {
        return FoldLoops.ALIGNED + channel * step;
    }

    /** Where pieces begin in a channel of the input. */
    public int[] from() {
        return from;
    }

    /** Where they go to in a channel of the panel. */
    public int[] to() {
        return to;
    }
}
