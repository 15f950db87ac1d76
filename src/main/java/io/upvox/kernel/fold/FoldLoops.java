package io.upvox.kernel.fold;

/**
 * The inner loops of the family. Implementations may only differ in what they keep in registers together, so all give the
 * same bits.
 */
public interface FoldLoops {
    /** Voxels that are multiplied together: rows of panels and products are whole multiples of this. */
    int STEP = 32;

    /** Elements behind a run that may be read, or overwritten with anything. */
    int SLACK = 64;

    /** Names the tile and the width, for the printed plan. */
    String tile();

    /** Whether it is plain Java: fast only where what is read lies in other arrays than what is written. */
    boolean plain();

    /** Taps of the tiles that there are, largest first. */
    int[] heights();

    /** Fills a panel with all its rows: where planes are one row each, with those of all channels at a time. */
    default void copy(FoldPanel panel) {
        if (panel.rows() == 1) {
            for (int plane = 0; plane < panel.planes(); plane++) {
                copyRows(
                        panel.src(),
                        panel.source(0, plane),
                        panel.channelStep(),
                        panel.values(),
                        panel.target(0, plane),
                        panel.step(),
                        panel.channels(),
                        panel.width());
            }
            return;
        }
        for (int c = 0; c < panel.channels(); c++) {
            for (int plane = 0; plane < panel.planes(); plane++) {
                copyRows(
                        panel.src(),
                        panel.source(c, plane),
                        panel.rowStep(),
                        panel.values(),
                        panel.target(c, plane),
                        panel.pitch(),
                        panel.rows(),
                        panel.width());
            }
        }
    }

    /**
     * Copies rows in order. What lies behind a row, up to 16 elements, may become 0 before the next one is copied.
     *
     * @param src holds them
     * @param at where the first begins
     * @param rowStep distance of rows
     * @param dst receives them
     * @param to where the first goes
     * @param pitch distance of rows there
     * @param rows how many
     * @param width elements of a row
     */
    void copyRows(float[] src, int at, int rowStep, float[] dst, int to, int pitch, int rows, int width);

    /**
     * Multiplies taps by voxels: for each tap and voxel, from +0 or from the product that is there, for every channel in order,
     * {@code sum = fma(weight, x, sum)}.
     *
     * @param panel voxels {@code [channel][panelStep]}
     * @param at index of the first channel's first voxel
     * @param panelStep distance of channels
     * @param voxels how many, rounded up to whole steps
     * @param tiles the taps and their weights
     * @param first index of the panel's first channel in the weights
     * @param channels number of channels
     * @param products receives tap row r of voxel v at {@code to + r*productStep + v}
     * @param to where the first row begins
     * @param productStep distance of rows
     * @param continues whether sums go on from what is there
     */
    void multiply(
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
            boolean continues);

    /**
     * Adds runs, one after the other: {@code sums[at+i] = ((sums[at+i] + products[from[0]+i]) + products[from[1]+i]) + ...}.
     *
     * @param products the runs
     * @param from where they begin
     * @param runs how many
     * @param sums what they are added to
     * @param at where the sums begin
     * @param count elements of a run
     */
    void add(float[] products, int[] from, int runs, float[] sums, int at, int count);

    /**
     * Adds up runs, one after the other: {@code sums[at+i] = ((0 + products[from[0]+i]) + products[from[1]+i]) + ...}. What lies
     * behind the sums, up to 16 elements, may be overwritten.
     *
     * @param products the runs
     * @param from where they begin
     * @param runs how many
     * @param sums receives the sums
     * @param at where the sums begin
     * @param count elements of a run
     */
    void sum(float[] products, int[] from, int runs, float[] sums, int at, int count);

    /**
     * Interleaves the sums of the residues along W into a row of the output, and adds the bias: output column {@code
     * i*residues + r} is element i of residue r.
     *
     * @param sums residue r begins at {@code at + r*residueStep}
     * @param at where residue 0 begins
     * @param residues the stride along W
     * @param residueStep distance of residues
     * @param columns of the output
     * @param dst receives the row
     * @param to where the row goes
     * @param bias added to all
     */
    void interleave(float[] sums, int at, int residues, int residueStep, int columns, float[] dst, int to, float bias);
}
