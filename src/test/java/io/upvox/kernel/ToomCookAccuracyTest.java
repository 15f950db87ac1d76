package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fast family promises on data of both signs, and where it gives way to the direct sum. */
class ToomCookAccuracyTest {
    private static final ConvTranspose3dKernel KERNEL = Kernels.named("f32-toomcook-scalar");

    private static float[] run(ConvTranspose3dProblem problem, ConvTranspose3dWeights weights, float[] src) {
        float[] dst = new float[(int) problem.output().elements()];
        KERNEL.pack(problem.params(), weights).bind(problem, 2).run(src, OutputBlock.all(problem.output()), dst, 0);
        return dst;
    }

    @ParameterizedTest
    @CsvSource({
        "n=2 ic=64 oc=32 in=5 k=4 s=2 p=1, 3",
        "ic=200 oc=32 in=5 k=4 s=2 p=1, 3",
        "ic=192 oc=32 in=6 k=3 s=2 p=1, 3",
        "ic=64 oc=32 in=6 k=3 p=1, 4",
        "ic=16 oc=16 in=4x13x11 k=3 p=1, 4",
        "ic=16 oc=16 in=4x9x11 k=6 s=2 p=2, 4",
        "ic=64 oc=32 in=6 k=3 s=2 p=1, 3",
        "ic=32 oc=16 in=3x8x8 k=1x4x4 s=1x2x2 p=0x1x1, 3",
        "ic=16 oc=32 in=4x11x9 k=5 s=2 p=2, 3",
        "ic=32 oc=32 in=8 k=5 p=2, 8",
        "ic=16 oc=16 in=4x9x13 k=5 p=2, 8"
    })
    void errorsStaySmallAgainstTheTermsOnRandomData(String descriptor, int ulps) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        double[] expected = Naive.forward(problem, weights, src);
        double[] magnitude = Naive.forward(
                problem,
                Problems.weights(problem.params(), absolute(weights.weight()), absolute(weights.bias())),
                absolute(src));
        // At the volume's ends an output has fewer terms than its window: an output with all of them counts.
        double all = Arrays.stream(magnitude).max().orElseThrow();
        float[] actual = run(problem, weights, src);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s at %d", problem, i)
                    .isLessThanOrEqualTo(ulps * Math.ulp(1f) * all);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ic=64 oc=32 in=5 k=4 s=2 p=1, 'D direct, H by F(4,2), W by F(4,2)'",
        "ic=191 oc=32 in=5 k=4 s=2 p=1, 'D direct, H by F(4,2), W by F(4,2)'",
        "ic=192 oc=32 in=5 k=4 s=2 p=1, 'D by F(2,2), H by F(2,2), W by F(2,2)'",
        "ic=64 oc=32 in=6 k=3 s=2 p=1, 'D by F(2,2), H by F(2,2), W by F(2,2)'",
        "ic=32 oc=32 in=6 k=3x4x4 s=1x2x2 p=1, 'D direct, H by F(4,2), W by F(4,2)'",
        "ic=32 oc=32 in=6 k=3x3x4 s=1x2x2 p=1, 'D direct, H by F(2,2), W by F(2,2)'",
        "ic=200 oc=32 in=6 k=5 s=2 p=2, 'D direct, H by F(4,3), W by F(4,3)'"
    })
    void tilesOfFourNeedTapsOnBothAxesAndFewWeights(String descriptor, String algorithm) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        BoundKernel bound = KERNEL.pack(problem.params(), Problems.realWeights(problem.params()))
                .bind(problem, 2);
        assertThat(bound.details().get(0)).contains(algorithm);
    }

    @Test
    void valuesNearOverflowAreSummedDirectly() {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse("ic=16 oc=16 in=5x6x6 k=3 p=1");
        float[] weight = new float[(int) problem.params().weightElements()];
        Arrays.fill(weight, 0x1p-20f);
        ConvTranspose3dWeights weights = Problems.weights(problem.params(), weight, new float[0]);
        float[] src = Problems.reals(1, problem.input().elements());
        src[0] = 3e38f;
        src[1] = -3e38f;
        double[] expected = Naive.forward(problem, weights, src);
        float[] actual = run(problem, weights, src);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("at %d", i).isFinite();
        }
        assertThat(actual[0]).isCloseTo((float) expected[0], org.assertj.core.data.Offset.offset(1e27f));
    }

    @Test
    void hugeWeightsAreNotTaken() {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse("ic=16 oc=16 in=2 k=3");
        float[] weight = new float[(int) problem.params().weightElements()];
        weight[3] = 1e35f;
        assertThat(KERNEL.supports(problem.params(), Problems.weights(problem.params(), weight, new float[0])))
                .isInstanceOf(Support.Unsupported.class);
    }

    @Test
    void oneBadPlaneLeavesBlocksTheSame() {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse("n=2 ic=20 oc=36 in=9x5x4 k=4 s=2 p=1");
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        src[4 * 5 * 4 + 7] = Float.NaN;
        float[] whole = run(problem, weights, src);
        float[] pieces = new float[whole.length];
        BoundKernel bound = KERNEL.pack(problem.params(), weights).bind(problem, 1);
        int at = 0;
        for (OutputBlock block :
                OutputBlocks.of(problem.output(), 0, problem.output().d(), 500, 32)) {
            bound.run(src, block, pieces, at);
            at += (int) block.elements(problem.output());
        }
        AbstractConvTranspose3dKernelTest.assertSameBits(whole, pieces, problem);
    }

    private static float[] absolute(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.abs(values[i]);
        }
        return result;
    }
}
