package io.upvox.kernel.phase;

/**
 * The terms of a reduction whose input plane exists. Taps along D come outermost and in the order of their planes, so these
 * terms are one range.
 */
public final class DepthTaps {
    private DepthTaps() {}

    /** First tap of a phase whose plane exists for cell {@code q}. */
    public static int first(AxisPhase phase, int q) {
        int tap = 0;
        while (tap < phase.count() && q + phase.offsets()[tap] < 0) {
            tap++;
        }
        return tap;
    }

    /** Behind the last tap of a phase whose plane exists for cell {@code q}; not below {@link #first}. */
    public static int last(AxisPhase phase, int q, int planes) {
        int tap = phase.count();
        int first = first(phase, q);
        while (tap > first && q + phase.offsets()[tap - 1] >= planes) {
            tap--;
        }
        return tap;
    }
}
