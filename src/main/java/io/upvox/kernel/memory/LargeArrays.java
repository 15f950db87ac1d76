package io.upvox.kernel.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Arrays made so large that their element {@link #ALIGNED} begins a cache line: the G1 collector puts objects of half a region or
 * more at the beginning of a region. Others lie at any multiple of eight bytes, and nearly all their vectors of 512 bits in two
 * cache lines each: kernels took 1.03 to 1.2 times as long.
 */
public final class LargeArrays {
    /** Where arrays begin to be used: behind the header of a large array, which begins at a page, this element begins a cache line. */
    public static final int ALIGNED = 12;

    /** Bytes that arrays of a kernel may take so that they are large. */
    private static final long MOST_BYTES = 16 << 20;

    /** Elements of arrays that may lie anywhere: for so little work, making them large takes longer than it saves. */
    private static final int SMALL = 1 << 11;

    private static final long LARGE_BYTES = largeBytes();

    private LargeArrays() {}

    /**
     * Arrays of at least so many elements each, large ones unless they are small or take too much memory. One for each thread: cores that
     * do not share a cache disturb each other in one array, even if their pieces are pages apart.
     */
    public static float[][] of(int arrays, int elements) {
        boolean enlarge = elements >= SMALL && arrays * LARGE_BYTES <= MOST_BYTES;
        return new float[arrays][enlarge ? (int) Math.max(elements, LARGE_BYTES / 4) : elements];
    }

    /** Half a region of the collector's; 0 if it has none, or in another kind of JVM. */
    private static long largeBytes() {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            boolean regions =
                    Boolean.parseBoolean(options.getVMOption("UseG1GC").getValue());
            return regions
                    ? Long.parseLong(options.getVMOption("G1HeapRegionSize").getValue()) / 2
                    : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
