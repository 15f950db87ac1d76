package io.upvox.kernel.rows;

import io.upvox.kernel.phase.AxisPhase;
import java.util.Arrays;

/**
 * How a row of outputs takes its inputs. An expanded row has a lane for each output: lane {@code o} of residue {@code r = o mod
 * stride} holds the input of that output's first tap, {@code x[o/stride + first(r)]}, and the input of its j-th tap lies {@code
 * j*shift} lanes further on, because the taps of all residues are spaced alike.
 *
 * <p>Where some residues have a tap more than others, the last tap has an expanded row of its own whose other lanes are zero:
 * their weights are zero too, and a zero weight must not meet a real input, which may be infinite. Patterns with taps apart
 * have an expanded row for every tap, so that all are read from where vectors begin: worth it where rows are read but for one
 * output channel.
 */
public final class RowPattern {
    /** Taps at most of patterns with taps apart. */
    private static final int APART = 3;

    private final AxisPhase[] phases;
    private final int taps;
    private final long shift;
    private final boolean ragged;
    private final boolean apart;
    private final int low;
    private final int[] first;
    private final boolean[] last;

    RowPattern(int kernel, int stride, int dilation, int paddingBegin, int outPerGroup) {
        phases = AxisPhase.of(kernel, stride, dilation, paddingBegin);
        taps = Arrays.stream(phases).mapToInt(AxisPhase::count).max().orElse(0);
        shift = (long) stride / gcd(stride, dilation) * dilation;
        apart = outPerGroup == 1 && taps <= APART;
        ragged = taps > 1 && Arrays.stream(phases).anyMatch(p -> p.count() > 0 && p.count() < taps);
        low = Arrays.stream(phases)
                .filter(p -> p.count() > 0)
                .mapToInt(p -> p.offsets()[0])
                .min()
                .orElse(0);
        first = new int[stride];
        last = new boolean[stride];
        for (int r = 0; r < stride; r++) {
            first[r] = phases[r].count() == 0 ? -1 : phases[r].offsets()[0] - low;
            last[r] = phases[r].count() == taps && taps > 0;
        }
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

    /** Lanes from an output's input of one tap to that of the next. */
    int shift() {
        return taps > 1 && !apart ? Math.toIntExact(shift) : 0;
    }

    /** Lanes beyond a row that the later taps read. */
    long halo() {
        return taps > 1 && !apart ? (taps - 1) * shift : 0;
    }

    /** Expanded rows for each input row. */
    public int copies() {
        if (apart) {
            return Math.max(1, taps);
        }
        return ragged ? 2 : 1;
    }

    /** Which copy a tap reads. */
    int copy(int j) {
        if (apart) {
            return j;
        }
        return ragged && j == taps - 1 ? 1 : 0;
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
        if (apart) {
            AxisPhase phase = phases[residue];
            return copy < phase.count() ? phase.offsets()[copy] - low : -1;
        }
        return copy == 1 && !last[residue] ? -1 : first[residue];
    }

    /** Lanes after which the residues of a row of vectors repeat, in vectors. */
    int period(int lanes) {
        return phases.length / gcd(phases.length, lanes);
    }
}
