package io.upvox.kernel.rows;

import io.upvox.kernel.phase.AxisPhase;
import java.util.Arrays;

/**
 * How a row of outputs takes its inputs. An expanded row has a lane for each output: lane {@code o} of residue {@code r = o mod
 * stride} holds the input of that output's first tap, {@code x[o/stride + first(r)]}, and the input of its j-th tap lies {@code
 * j*shift} lanes further on, because the taps of all residues are spaced alike.
 *
 * <p>Where some residues have a tap more than others, the last tap has an expanded row of its own, read from where vectors
 * begin, whose other lanes are zero: their weights are zero too, and a zero weight must not meet a real input, which may be
 * infinite. Patterns with taps apart have such a row for every tap: worth it where rows are read but for one output channel.
 */
public final class RowPattern {
    /** Taps at most of patterns with taps apart. */
    private static final int APART = 3;

    private final AxisPhase[] phases;
    private final int taps;
    private final long shift;
    private final boolean apart;
    /** Taps that read the first row, each further on than the one before. */
    private final int shifted;

    private final int low;

    RowPattern(int kernel, int stride, int dilation, int paddingBegin, int outPerGroup) {
        phases = AxisPhase.of(kernel, stride, dilation, paddingBegin);
        taps = Arrays.stream(phases).mapToInt(AxisPhase::count).max().orElse(0);
        shift = (long) stride / gcd(stride, dilation) * dilation;
        apart = outPerGroup == 1 && taps <= APART;
        boolean ragged = Arrays.stream(phases).anyMatch(p -> p.count() > 0 && p.count() < taps);
        shifted = apart ? Math.min(1, taps) : ragged ? taps - 1 : taps;
        low = Arrays.stream(phases)
                .filter(p -> p.count() > 0)
                .mapToInt(p -> p.offsets()[0])
                .min()
                .orElse(0);
    }

    static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Outputs from one residue to the next. */
    public int stride() {
        return phases.length;
    }

    /** Most taps of an output. */
    int taps() {
        return taps;
    }

    /** The kernel position of a residue's tap, or -1 if it has fewer taps. */
    int tap(int residue, int j) {
        return j < phases[residue].count() ? phases[residue].taps()[j] : -1;
    }

    /** Whether every tap has an expanded row of its own. */
    boolean apart() {
        return apart;
    }

    /** Lanes from where vectors begin to where a tap reads them. */
    int ahead(int j) {
        return j < shifted ? Math.toIntExact(j * shift) : 0;
    }

    /** Lanes beyond a row that taps read. */
    long halo() {
        return Math.max(0, shifted - 1) * shift;
    }

    /** Expanded rows for each input row. */
    public int copies() {
        return 1 + Math.max(0, taps - Math.max(1, shifted));
    }

    /** Which copy a tap reads. */
    int copy(int j) {
        return Math.max(0, j + 1 - shifted);
    }

    /** The first input that cell 0 takes: sources count from there. */
    int low() {
        return low;
    }

    /** Inputs that a cell takes at most, from the first of all to the last. */
    public int reach() {
        int reach = 0;
        for (int copy = 0; copy < copies(); copy++) {
            for (int r = 0; r < phases.length; r++) {
                reach = Math.max(reach, source(copy, r));
            }
        }
        return reach;
    }

    /** Where the lanes of a residue in a copy take their inputs, counted from the cell's first; -1: they are zero. */
    public int source(int copy, int residue) {
        AxisPhase phase = phases[residue];
        int tap = copy == 0 ? 0 : shifted - 1 + copy;
        return tap < phase.count() ? phase.offsets()[tap] - low : -1;
    }

    /** Lanes after which the residues of a row of vectors repeat, in vectors. */
    int period(int lanes) {
        return phases.length / gcd(phases.length, lanes);
    }
}
