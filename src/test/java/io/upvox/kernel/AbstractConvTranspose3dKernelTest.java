package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kernel must do; one subclass a kernel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractConvTranspose3dKernelTest {
    private static final int CANARIES = 37;
    private static final float CANARY = Float.intBitsToFloat(0x7fc0_beef);

    /** The kernel under test. */
    abstract ConvTranspose3dKernel kernel();

    /** The problems that the kernel takes. */
    Stream<ConvTranspose3dProblem> problems() {
        return Kernels.problems(kernel()).stream();
    }

    /**
     * How far an output may be from the exact one where inputs and weights are small integers.
     *
     * @param window a sum of magnitudes that bounds what the kernel adds up on the way: the products of the largest input
     *     that a neighbourhood has and the magnitudes of all weights of the output's channel
     */
    double integerBound(ConvTranspose3dProblem problem, double window) {
        return 0;
    }

    /** Those of some descriptors that the kernel takes: at least one. */
    private List<ConvTranspose3dProblem> taken(String... descriptors) {
        List<ConvTranspose3dProblem> taken = Stream.of(descriptors)
                .map(ConvTranspose3dProblem::parse)
                .filter(p -> Kernels.takes(kernel(), p))
                .toList();
        assertThat(taken).isNotEmpty();
        return taken;
    }

    private float[] run(ConvTranspose3dProblem problem, ConvTranspose3dWeights weights, float[] src, int threads) {
        BoundKernel bound = kernel().pack(problem.params(), weights).bind(problem, threads);
        float[] dst = new float[(int) problem.output().elements()];
        Arrays.fill(dst, CANARY);
        bound.run(src, OutputBlock.all(problem.output()), dst, 0);
        return dst;
    }

    @ParameterizedTest
    @MethodSource("problems")
    void isExactOnIntegers(ConvTranspose3dProblem problem) {
        float[] src = Problems.integers(1, problem.input().elements());
        for (ConvTranspose3dWeights weights :
                List.of(Problems.integerWeights(problem.params()), Problems.biasless(problem.params()))) {
            double[] expected = Naive.forward(problem, weights, src);
            float[] actual = run(problem, weights, src, 2);
            double[] bounds = new double[problem.output().c()];
            for (int c = 0; c < bounds.length; c++) {
                bounds[c] = integerBound(problem, Problems.LARGEST_INTEGER * weightMagnitude(problem, weights, c));
            }
            int perChannel = (int) problem.output().channelElements();
            for (int i = 0; i < expected.length; i++) {
                assertClose(problem, i, actual[i], expected[i], bounds[i / perChannel % bounds.length]);
            }
        }
    }

    /** Describes what it checks only where it fails: there are many elements. */
    private static void assertClose(
            ConvTranspose3dProblem problem, int element, float actual, double expected, double bound) {
        double error = Math.abs(actual - expected);
        if (!(error <= bound)) {
            assertThat(error).as("%s at %d", problem, element).isLessThanOrEqualTo(bound);
        }
    }

    /** Sum of the magnitudes of all weights of an output channel. */
    private static double weightMagnitude(ConvTranspose3dProblem problem, ConvTranspose3dWeights weights, int channel) {
        int perGroup = problem.params().outChannelsPerGroup();
        int taps = (int) problem.params().kernel().product();
        int in = problem.params().inChannelsPerGroup();
        double sum = 0;
        for (int i = 0; i < in * taps; i++) {
            int row = (channel / perGroup * in + i / taps) * perGroup + channel % perGroup;
            sum += Math.abs(weights.weight()[row * taps + i % taps]);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("problems")
    void isCloseOnReals(ConvTranspose3dProblem problem) {
        // One sign in weights and inputs: nothing cancels, so the error bound is relative to the result.
        float[] src = absolute(Problems.reals(1, problem.input().elements()));
        ConvTranspose3dWeights weights = Problems.weights(
                problem.params(),
                absolute(Problems.reals(2, problem.params().weightElements())),
                absolute(Problems.reals(3, problem.params().outChannels())));
        double[] expected = Naive.forward(problem, weights, src);
        float[] actual = run(problem, weights, src, 2);
        double terms = problem.params().inChannelsPerGroup()
                * problem.params().kernel().product();
        for (int i = 0; i < expected.length; i++) {
            assertClose(problem, i, actual[i], expected[i], Math.ulp(1f) * (terms + 2) * expected[i]);
        }
    }

    private static float[] absolute(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("problems")
    void writesTheBlockAndNothingElse(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        float[] srcBefore = src.clone();
        float[] weightBefore = weights.weight().clone();
        TensorShape out = problem.output();
        BoundKernel bound = kernel().pack(problem.params(), weights).bind(problem, 2);
        float[] whole = new float[(int) out.elements()];
        bound.run(src, OutputBlock.all(out), whole, 0);
        for (long bound4 : new long[] {1, 3L * out.h() * out.w(), out.channelElements() * 5}) {
            int at = 0;
            for (OutputBlock block : OutputBlocks.of(out, 0, out.d(), bound4, 3)) {
                int n = (int) block.elements(out);
                float[] dst = new float[n + 2 * CANARIES];
                Arrays.fill(dst, CANARY);
                bound.run(src, block, dst, CANARIES);
                assertSameBits(
                        Arrays.copyOfRange(whole, at, at + n),
                        Arrays.copyOfRange(dst, CANARIES, CANARIES + n),
                        problem);
                for (int i = 0; i < CANARIES; i++) {
                    assertThat(Float.floatToRawIntBits(dst[i])).isEqualTo(Float.floatToRawIntBits(CANARY));
                    assertThat(Float.floatToRawIntBits(dst[dst.length - 1 - i]))
                            .isEqualTo(Float.floatToRawIntBits(CANARY));
                }
                at += n;
            }
            assertThat(at).isEqualTo(whole.length);
        }
        assertThat(src).isEqualTo(srcBefore);
        assertThat(weights.weight()).isEqualTo(weightBefore);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void bitsDoNotDependOnThreads(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        float[] one = run(problem, weights, src, 1);
        assertSameBits(one, run(problem, weights, src, 2), problem);
        assertSameBits(one, run(problem, weights, src, 7), problem);
    }

    @Test
    void bitsDoNotDependOnThreadsWhereThreadsAreUsed() {
        taken(
                        "ic=24 oc=40 in=9x16x17 k=3 s=2 p=1",
                        "ic=32 oc=32 in=5x12x20 k=4 s=2 p=1",
                        "ic=1 oc=1 in=9x96x100 k=4 s=2 p=1",
                        "ic=40 oc=1 in=9x16x17 k=4 s=2 p=1")
                .forEach(this::bitsDoNotDependOnThreads);
    }

    @Test
    void nonFiniteInputsGoWhereAProductTakesThem() {
        for (ConvTranspose3dProblem problem : taken(
                "ic=2 oc=3 in=4x5x6 k=3 s=2 p=1",
                "ic=17 oc=18 in=4x5x6 k=3 p=1",
                "ic=4 oc=4 in=4x5x6 k=2 s=2 g=2",
                "ic=2 oc=3 in=4x5x6 k=3 s=2 p=2 d=2",
                "ic=2 oc=2 in=4x5x18 k=4 s=2 p=1 g=2",
                "ic=1 oc=1 in=4x5x18 k=3 s=2 p=1 op=1",
                "ic=2 oc=2 in=4x5x18 k=3 s=2 g=2",
                "ic=32 oc=32 in=4x5x6 k=4 s=2 p=1",
                "ic=20 oc=1 in=4x5x6 k=4 s=2 p=1")) {
            ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
            float[] src = Problems.reals(1, problem.input().elements());
            src[0] = Float.NaN;
            src[src.length / 2] = Float.POSITIVE_INFINITY;
            src[src.length - 1] = Float.NEGATIVE_INFINITY;
            double[] expected = Naive.forward(problem, weights, src);
            float[] actual = run(problem, weights, src, 2);
            for (int i = 0; i < expected.length; i++) {
                if (!Double.isFinite(expected[i])) {
                    assertThat(Double.valueOf(actual[i]))
                            .as("%s at %d", problem, i)
                            .isEqualTo(Double.valueOf(expected[i]));
                } else {
                    assertThat(actual[i]).as("%s at %d", problem, i).isFinite();
                }
            }
        }
    }

    @Test
    void scratchMayBeDirty() {
        taken(
                        "ic=3 oc=5 in=5x6x7 k=3 s=2 p=1",
                        "ic=2 oc=2 in=5x6x20 k=4 s=2 p=1 g=2",
                        "ic=32 oc=32 in=5x6x7 k=4 s=2 p=1",
                        "ic=20 oc=1 in=5x6x7 k=3 s=2 p=1")
                .forEach(this::scratchMayBeDirty);
    }

    private void scratchMayBeDirty(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        BoundKernel bound = kernel().pack(problem.params(), weights).bind(problem, 2);
        float[] dirt = new float[(int) problem.input().elements()];
        Arrays.fill(dirt, Float.NaN);
        float[] dst = new float[(int) problem.output().elements()];
        bound.run(dirt, OutputBlock.all(problem.output()), dst, 0);
        float[] src = Problems.reals(1, problem.input().elements());
        bound.run(src, OutputBlock.all(problem.output()), dst, 0);
        assertSameBits(run(problem, weights, src, 1), dst, problem);
    }

    @Test
    void scratchIsBounded() {
        for (ConvTranspose3dProblem problem : taken(
                "ic=1 oc=1 in=420 k=4 s=2 p=1",
                "ic=1 oc=1 in=2x9000x9000 k=4 s=2 p=1",
                "ic=768 oc=128 in=64 k=3 s=2 p=1",
                "ic=768 oc=1 in=4x1000x1000 k=3 s=2 p=1",
                "ic=512 oc=512 in=64 k=4 s=2 p=1",
                "ic=256 oc=256 in=4x1x100000 k=3 p=1",
                "ic=3 oc=64 in=4x4096x4096 k=5 s=2 p=2")) {
            PackedKernel packed = kernel().pack(problem.params(), Problems.integerWeights(problem.params()));
            for (int threads : new int[] {1, 16, 128}) {
                BoundKernel bound = packed.bind(problem, threads);
                assertThat(bound.scratchBytes())
                        .as("%s by %s threads", problem.descriptor(), threads)
                        .isLessThan(PackedKernel.MAX_SCRATCH_BYTES);
                assertThat(bound.details()).isNotEmpty();
            }
        }
    }

    static void assertSameBits(float[] expected, float[] actual, Object what) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                assertThat(actual[i]).as("%s at %d", what, i).isEqualTo(expected[i]);
            }
        }
    }
}
