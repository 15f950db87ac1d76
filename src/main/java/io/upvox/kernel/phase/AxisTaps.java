package io.upvox.kernel.phase;

/**
 * The taps of a phase of an axis whose input exists: one range, since taps come in the order of their inputs. Along D, whose taps
 * come outermost in a reduction, their terms are one range too.
 */
public final class AxisTaps {
    private AxisTaps() {}

    /** First tap of a phase whose input exists for cell {@code q}. */
    public static int first(AxisPhase phase, int q) {
        int tap = 0;
        while (tap < phase.count() && q + phase.offsets()[tap] < 0) {
            tap++;
        }
        return tap;
    }

    /**
     * Behind the last tap of a phase whose input exists for cell {@code q}; not below {@link #first}.
     *
     * @param extent of the input on the axis
     */
    public static int last(AxisPhase phase, int q, int extent) {
        int tap = phase.count();
        int first = first(phase, q);
        while (tap > first && q + phase.offsets()[tap - 1] >= extent) {
            tap--;
        }
        return tap;
    }
}
