package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * The bits of all outputs, as checksums that are kept with the code: the build runs this test with vectors of all widths and on
 * two JDKs, and all must give the same. Written anew by {@code -Dupvox.documents.write=true} when an order of summation is
 * changed on purpose.
 */
class KernelBitsTest {
    private static final Path FILE = Path.of("src/test/resources/golden/subconv-bits.txt");

    private static String crc(ConvTranspose3dKernel kernel, ConvTranspose3dProblem problem, int threads) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        float[] dst = new float[(int) problem.output().elements()];
        kernel.pack(problem.params(), weights)
                .bind(problem, threads)
                .run(src, OutputBlock.all(problem.output()), dst, 0);
        ByteBuffer bytes = ByteBuffer.allocate(4 * dst.length);
        bytes.asFloatBuffer().put(dst);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    @Test
    void bitsAreThoseThatAreKept() throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        for (ConvTranspose3dProblem p : Problems.all()) {
            found.put(p.descriptor(), crc(KernelList.kernels().get(0), p, 2));
        }
        StringBuilder text = new StringBuilder(
                "# CRC-32C of the outputs of the subconvolution kernels, big-endian, on seeded data\n");
        found.forEach(
                (problem, crc) -> text.append(crc).append("  ").append(problem).append('\n'));
        if (Boolean.getBoolean("upvox.documents.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE)).isEqualTo(text.toString());
    }

    @Test
    void theScalarKernelHasThemToo() throws IOException {
        List<String> kept = Files.readAllLines(FILE).stream()
                .filter(l -> !l.startsWith("#"))
                .toList();
        assertThat(kept).isNotEmpty();
        for (String line : kept) {
            String[] parts = line.split("  ", 2);
            assertThat(crc(SubconvKernel.scalar(), ConvTranspose3dProblem.parse(parts[1]), 1))
                    .as(parts[1])
                    .isEqualTo(parts[0]);
        }
    }
}
