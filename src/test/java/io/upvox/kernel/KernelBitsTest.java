package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bits of all outputs, as checksums that are kept with the code, a file a family: the build runs this test with vectors of
 * all widths and on two JDKs, and all must give the same. Written anew by {@code -Dupvox.documents.write=true} when an order
 * of summation is changed on purpose.
 */
class KernelBitsTest {
    static Stream<String> families() {
        return KernelList.scalarKernels().stream().map(k -> family(k.name()));
    }

    private static String family(String name) {
        return name.substring(0, name.lastIndexOf('-'));
    }

    private static Path file(String family) {
        return Path.of("src/test/resources/golden/bits-" + family + ".txt");
    }

    private static String crc(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    @ParameterizedTest
    @MethodSource("families")
    void bitsAreThoseThatAreKept(String family) throws IOException {
        ConvTranspose3dKernel kernel = Kernels.named(family + "-vector");
        TreeMap<String, String> found = new TreeMap<>();
        for (ConvTranspose3dProblem p : Kernels.problems(kernel)) {
            found.put(p.descriptor(), crc(Kernels.outputOnReals(kernel, p, 2)));
        }
        StringBuilder text =
                new StringBuilder("# CRC-32C of the outputs of " + family + ", big-endian, on seeded data\n");
        found.forEach(
                (problem, crc) -> text.append(crc).append("  ").append(problem).append('\n'));
        if (Boolean.getBoolean("upvox.documents.write")) {
            Files.writeString(file(family), text);
        }
        assertThat(Files.readString(file(family))).isEqualTo(text.toString());
    }

    @ParameterizedTest
    @MethodSource("families")
    void thePlainJavaKernelHasThemToo(String family) throws IOException {
        List<String> kept = Files.readAllLines(file(family)).stream()
                .filter(l -> !l.startsWith("#"))
                .toList();
        assertThat(kept).isNotEmpty();
        ConvTranspose3dKernel kernel = Kernels.named(family + "-scalar");
        for (String line : kept) {
            String[] parts = line.split("  ", 2);
            assertThat(crc(Kernels.outputOnReals(kernel, ConvTranspose3dProblem.parse(parts[1]), 1)))
                    .as(parts[1])
                    .isEqualTo(parts[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theyAreTheSameWithAndWithoutTheVectorApi(String family) {
        ConvTranspose3dKernel vector = Kernels.named(family + "-vector");
        for (ConvTranspose3dProblem p : Kernels.problems(vector)) {
            AbstractConvTranspose3dKernelTest.assertSameBits(
                    Kernels.outputOnReals(Kernels.scalarOf(vector), p, 1), Kernels.outputOnReals(vector, p, 2), p);
        }
    }

    /** Plain Java uses channels side by side where vectors use rows. */
    @Test
    void rowsHaveThoseOfChannelsSideBySide() {
        ConvTranspose3dKernel rows = Kernels.named("f32-rows-vector");
        for (ConvTranspose3dProblem p : Kernels.problems(rows)) {
            AbstractConvTranspose3dKernelTest.assertSameBits(
                    Kernels.outputOnReals(Kernels.named("f32-subconv-scalar"), p, 1),
                    Kernels.outputOnReals(rows, p, 2),
                    p);
        }
    }
}
