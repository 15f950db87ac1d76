package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All kernels against results of libtorch; where they come from is told beside the files. */
class GoldenTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden/libtorch");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void kernelsAgreeWithLibtorch(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = (int) bytes.getLong(0);
        JsonNode header = new ObjectMapper().readTree(bytes.array(), 8, headerBytes);
        ConvTranspose3dProblem parsed = ConvTranspose3dProblem.parse(
                header.path("__metadata__").path("problem").asText());
        // Descriptors leave out n=1: whether such a case is a batch shows in its tensors.
        List<Long> dims = new ArrayList<>();
        header.path("input").path("shape").forEach(x -> dims.add(x.asLong()));
        ConvTranspose3dProblem problem = new ConvTranspose3dProblem(
                parsed.params(),
                TensorShape.of(dims.stream().mapToLong(Long::longValue).toArray()));
        float[] input = floats(bytes, header, "input");
        float[] expected = floats(bytes, header, "output");
        float[] weight = floats(bytes, header, "weight");
        float[] bias = header.has("bias") ? floats(bytes, header, "bias") : new float[0];
        ConvTranspose3dWeights weights = Problems.weights(problem.params(), weight, bias);
        assertThat(header.path("output").path("shape"))
                .extracting(JsonNode::asInt)
                .containsExactlyElementsOf(
                        Arrays.stream(problem.output().dims()).boxed().toList());
        double[] magnitude = Naive.forward(
                problem, Problems.weights(problem.params(), absolute(weight), absolute(bias)), absolute(input));
        double terms = problem.params().inChannelsPerGroup()
                * (double) problem.params().kernel().product();
        for (ConvTranspose3dKernel kernel : KernelList.kernels()) {
            if (!Kernels.takes(kernel, problem)) {
                continue;
            }
            float[] actual = new float[expected.length];
            kernel.pack(problem.params(), weights)
                    .bind(problem, 2)
                    .run(input, OutputBlock.all(problem.output()), actual, 0);
            for (int i = 0; i < expected.length; i++) {
                if (Float.isFinite(expected[i])) {
                    assertThat((double) Math.abs(actual[i] - expected[i]))
                            .as("%s of %s at %d", kernel.name(), file, i)
                            .isLessThanOrEqualTo(Math.ulp(1f) * (terms + 2) * magnitude[i]);
                } else {
                    assertThat(Float.valueOf(actual[i]))
                            .as("%s of %s at %d", kernel.name(), file, i)
                            .isEqualTo(Float.valueOf(expected[i]));
                }
            }
        }
    }

    private static float[] absolute(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Float.isFinite(values[i]) ? Math.abs(values[i]) : 0;
        }
        return result;
    }

    private static float[] floats(ByteBuffer bytes, JsonNode header, String name) {
        int begin = header.path(name).path("data_offsets").path(0).asInt();
        int end = header.path(name).path("data_offsets").path(1).asInt();
        float[] values = new float[(end - begin) / 4];
        bytes.slice(8 + (int) bytes.getLong(0) + begin, end - begin)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
