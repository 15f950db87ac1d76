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

    /**
     * The build forces narrower vectors in runs of their own, and a continuous build says by UPVOX_EXPECT_VECTOR_BITS what its
     * machine has: a JVM that falls back to less is noticed.
     */
    @Test
    void hasTheExpectedVectorWidth() {
        VectorSupport vector = VectorSupport.ofThisJvm();
        assertThat(vector.available()).as(vector.reason()).isTrue();
        int forced = Integer.getInteger("upvox.forced.vector.bits", Integer.MAX_VALUE);
        String machine = System.getenv("UPVOX_EXPECT_VECTOR_BITS");
        int most = machine == null ? Integer.MAX_VALUE : Integer.parseInt(machine);
        assertThat(vector.vectorBits()).isLessThanOrEqualTo(forced);
        if (machine != null) {
            assertThat(vector.vectorBits()).isEqualTo(Math.min(forced, most));
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
