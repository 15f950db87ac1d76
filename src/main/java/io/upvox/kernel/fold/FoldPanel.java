package io.upvox.kernel.fold;

import java.util.Arrays;

/**
 * Voxels of a block of input planes, a run for each channel, with zeros between rows where rows of cells are longer than those
 * of the input; filled again and again by one thread.
 *
 * <p>Rows and planes that follow each other in the input and in the panel are one long row. Where planes then are one row,
 * those of several channels are filled side by side, else channel by channel: the machine fetches such runs ahead.
 */
public final class FoldPanel {
    private final float[] values;
    private final int origin;
    private final int elements;
    private final int step;

    private int planes;
    private int planeStep;
    private int planePitch;
    private int rows;
    private int rowStep;
    private int width;
    private int pitch;

    private float[] src = {};
    private int at;
    private int channelStep;
    private int channels;

    /**
     * An empty panel.
     *
     * @param values has its voxels
     * @param origin where it begins there
     * @param elements of the panel
     * @param step distance of channels in the panel
     */
    FoldPanel(float[] values, int origin, int elements, int step) {
        this.values = values;
        this.origin = origin;
        this.elements = elements;
        this.step = step;
    }

    /**
     * Says how blocks lie.
     *
     * @param planes number of planes
     * @param planeStep distance of planes in the input
     * @param rows of each plane
     * @param rowStep distance of rows in the input
     * @param width of a row
     * @param pitch distance of rows in the panel
     */
    void shape(int planes, int planeStep, int rows, int rowStep, int width, int pitch) {
        boolean wholeRows = width == rowStep && width == pitch;
        boolean wholePlanes = wholeRows && rows * rowStep == planeStep;
        int rowsInOne = wholeRows ? wholePlanes ? planes * rows : rows : 1;
        int run = width * rowsInOne;
        if (!wholeRows && (this.width != run || this.pitch != pitch)) {
            // Zeros between rows, where no copy writes.
            Arrays.fill(values, origin, origin + elements, 0f);
        }
        this.planes = wholePlanes ? 1 : planes;
        this.planeStep = planeStep;
        this.planePitch = rows * pitch;
        this.rows = wholeRows ? 1 : rows;
        this.rowStep = rowStep;
        this.width = run;
        this.pitch = pitch;
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

    /** Where it begins. */
    int origin() {
        return origin;
    }

    /** The voxels. */
    public float[] values() {
        return values;
    }

    /** The input. */
    public float[] src() {
        return src;
    }

    /** Number of channels. */
    public int channels() {
        return channels;
    }

    /** Number of planes. */
    public int planes() {
        return planes;
    }

    /** Rows of each plane. */
    public int rows() {
        return rows;
    }

    /** Elements of a row. */
    public int width() {
        return width;
    }

    /** Where a plane of a channel begins in the input. */
    public int source(int channel, int plane) {
        return at + channel * channelStep + plane * planeStep;
    }

    /** Distance of rows in the input. */
    public int rowStep() {
        return rowStep;
    }

    /** Distance of channels in the input. */
    public int channelStep() {
        return channelStep;
    }

    /** Distance of channels in the panel. */
    public int step() {
        return step;
    }

    /** Where a plane of a channel begins in the panel. */
    public int target(int channel, int plane) {
        return origin + channel * step + plane * planePitch;
    }

    /** Distance of rows in the panel. */
    public int pitch() {
        return pitch;
    }
}
