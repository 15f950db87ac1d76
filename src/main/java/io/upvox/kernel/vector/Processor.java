package io.upvox.kernel.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** What is known of the processor beyond the width of its vectors. Only speed depends on it, no bit of a result. */
final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    /** As the processor counts: 25 is Zen 3 and 4, of which only the latter has vectors of 512 bits. */
    private static final String ZEN_4 = "25";
    /** The first compiler known to take vectors of two widths in one JVM: JDK 17's then keeps all of them on the heap. */
    private static final int TWO_WIDTHS = 25;

    private Processor() {}

    /**
     * Whether loops that broadcast an element for each product of 512 bits are slower than with two products of 256: on a Zen
     * 4, which takes two vectors of 256 bits in the time of one of 512, but no more broadcasts of these. 16 output channels
     * were computed at 62 % of the peak of products with one vector, at 83 % with two. Processors with whole units of 512 bits
     * broadcast two a cycle.
     */
    static boolean prefersHalves() {
        boolean able = FloatVector.SPECIES_PREFERRED.length() == 16
                && Runtime.version().feature() >= TWO_WIDTHS;
        if (!able || !Files.isReadable(CPUINFO)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(CPUINFO)) {
            return isZen4(lines.takeWhile(line -> !line.isBlank()).toList());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Whether loops of six inputs by two vectors keep sums in memory: compilers after JDK 17 load more inputs ahead, and vectors
     * narrower than 512 bits may have but 16 registers.
     */
    static boolean runsOutOfRegisters() {
        return FloatVector.SPECIES_PREFERRED.length() < 16 && Runtime.version().feature() > 17;
    }

    /** Whether the lines that Linux prints of a processor name a Zen 4, if it has vectors of 512 bits. */
    static boolean isZen4(List<String> cpuinfo) {
        return has(cpuinfo, "vendor_id", "AuthenticAMD") && has(cpuinfo, "cpu family", ZEN_4);
    }

    private static boolean has(List<String> cpuinfo, String key, String value) {
        return cpuinfo.stream()
                .map(line -> line.split(":", 2))
                .anyMatch(pair -> pair.length == 2
                        && pair[0].strip().equals(key)
                        && pair[1].strip().equals(value));
    }
}
