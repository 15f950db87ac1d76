package io.upvox.kernel.rows;

/**
 * What rows of a strip are summed from: for each residue along H the offsets of its terms' expanded rows, those of all residues in
 * one array, and where the weights of its first term are.
 *
 * <p>One object, not three arguments: arguments that arrive in registers are put by for the length of a loop in vector registers,
 * from where they come back through the queue of multiply-adds. In one tile that took a tenth to a seventh of the time.
 */
public final class RowTable {
    /** Patterns from one term to the next: those of four channels, pairs. */
    public static final int PITCH = RowsWeights.WIDE;

    private final int[] offsets;
    private final int[] starts;
    private final int[] panels;

    /** A table for so many residues, with so many terms of all together at most. */
    RowTable(int residues, int terms) {
        offsets = new int[terms];
        starts = new int[residues + 1];
        panels = new int[residues];
    }

    /** Sets the terms of a residue; those of the residues before are set already. */
    void terms(int residue, int[] source, int count) {
        System.arraycopy(source, 0, offsets, starts[residue], count);
        starts[residue + 1] = starts[residue] + count;
    }

    /** Sets where the weights of a residue's first term are. */
    void panel(int residue, int index) {
        panels[residue] = index;
    }

    /** Offsets of the terms' expanded rows. */
    public int[] offsets() {
        return offsets;
    }

    /** Where the offsets of each residue begin, and behind the last. */
    public int[] starts() {
        return starts;
    }

    /** The patterns of each residue's first term. */
    public int[] panels() {
        return panels;
    }

    long bytes() {
        return 4L * (offsets.length + starts.length + panels.length);
    }
}
