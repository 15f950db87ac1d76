package io.upvox.kernel.phase;

import java.util.ArrayList;
import java.util.List;

/**
 * One residue class of outputs on one axis: outputs {@code o = q*stride + residue} see only the taps {@code k} with {@code
 * (residue + paddingBegin - k*dilation) mod stride = 0}, each at input {@code q + offset}.
 *
 * @param residue of the outputs
 * @param taps kernel positions, in rising order of their offsets
 * @param offsets of the inputs that belong to the taps
 */
public record AxisPhase(int residue, int[] taps, int[] offsets) {
    /** The phases of an axis, by residue. */
    public static AxisPhase[] of(int kernel, int stride, int dilation, int paddingBegin) {
        AxisPhase[] phases = new AxisPhase[stride];
        for (int r = 0; r < stride; r++) {
            List<int[]> found = new ArrayList<>();
            for (int k = kernel - 1; k >= 0; k--) {
                long reach = (long) r + paddingBegin - (long) k * dilation;
                if (Math.floorMod(reach, stride) == 0) {
                    found.add(new int[] {k, Math.toIntExact(Math.floorDiv(reach, stride))});
                }
            }
            phases[r] = new AxisPhase(
                    r,
                    found.stream().mapToInt(t -> t[0]).toArray(),
                    found.stream().mapToInt(t -> t[1]).toArray());
        }
        return phases;
    }

    /** Number of taps. */
    public int count() {
        return taps.length;
    }

    /** The smallest offset of all phases of an axis; 0 if none has taps. */
    public static int lowest(AxisPhase[] phases) {
        int low = Integer.MAX_VALUE;
        for (AxisPhase p : phases) {
            for (int o : p.offsets) {
                low = Math.min(low, o);
            }
        }
        return low == Integer.MAX_VALUE ? 0 : low;
    }

    /** The largest offset of all phases of an axis; 0 if none has taps. */
    public static int highest(AxisPhase[] phases) {
        int high = Integer.MIN_VALUE;
        for (AxisPhase p : phases) {
            for (int o : p.offsets) {
                high = Math.max(high, o);
            }
        }
        return high == Integer.MIN_VALUE ? 0 : high;
    }
}
