package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubconvVectorKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Objects.requireNonNull(
                VectorSupport.ofThisJvm().kernel(), VectorSupport.ofThisJvm().reason());
    }

    @Test
    void hasTheExpectedVectorWidth() {
        String expected = System.getProperty("upvox.expect.vector.bits", "");
        assertThat(VectorSupport.ofThisJvm().available()).isTrue();
        if (!expected.isEmpty()) {
            assertThat(VectorSupport.ofThisJvm().vectorBits()).isEqualTo(Integer.parseInt(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void hasTheBitsOfTheScalarKernel(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        float[] vector = run(kernel(), problem, weights, src);
        assertSameBits(run(SubconvKernel.scalar(), problem, weights, src), vector, problem);
    }

    private static float[] run(
            ConvTranspose3dKernel kernel, ConvTranspose3dProblem problem, ConvTranspose3dWeights weights, float[] src) {
        float[] dst = new float[(int) problem.output().elements()];
        kernel.pack(problem.params(), weights).bind(problem, 2).run(src, OutputBlock.all(problem.output()), dst, 0);
        return dst;
    }
}
