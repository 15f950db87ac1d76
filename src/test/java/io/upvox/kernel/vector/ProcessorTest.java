package io.upvox.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which processor it is, by the lines of Linux. */
final class ProcessorTest {
    @Test
    void knowsZen4() {
        assertThat(Processor.isZen4(cpuinfo("AuthenticAMD", "25"))).isTrue();
        assertThat(Processor.isZen4(cpuinfo("AuthenticAMD", "26"))).isFalse();
        assertThat(Processor.isZen4(cpuinfo("GenuineIntel", "6"))).isFalse();
        assertThat(Processor.isZen4(List.of("processor : 0", "CPU part : 0xd40")))
                .isFalse();
        assertThat(Processor.isZen4(List.of())).isFalse();
    }

    /** JDK 17 would keep all vectors on the heap. */
    @Test
    void prefersHalvesOnNewJdksOnly() {
        assertThat(Processor.prefersHalves() && Runtime.version().feature() < 25)
                .isFalse();
    }

    private static List<String> cpuinfo(String vendor, String family) {
        return List.of("processor\t: 0", "vendor_id\t: " + vendor, "cpu family\t: " + family, "flags\t\t: fpu avx512f");
    }
}
