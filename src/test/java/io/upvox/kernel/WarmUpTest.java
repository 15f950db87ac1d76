package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bringing a bound kernel to full speed. */
class WarmUpTest {
    private static final TensorShape OUTPUT = TensorShape.ofBatch(2, 70, 9, 6, 7);

    /** Writes down the blocks; each takes the same time, the first ten times and more. */
    private static final class Recorder implements BoundKernel {
        private final List<OutputBlock> blocks = new ArrayList<>();
        private final long nanos;

        Recorder(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public long scratchBytes() {
            return 0;
        }

        @Override
        public List<String> details() {
            return List.of();
        }

        @Override
        public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            blocks.add(block);
            dst[(int) block.elements(OUTPUT) - 1] = 1;
        }
    }

    static List<ConvTranspose3dProblem> problems() {
        return Problems.all();
    }

    @Test
    void beginsNoBlockOnceTheBudgetIsSpent() {
        Recorder kernel = new Recorder(3_000_000);
        WarmUp.Result result = WarmUp.run(kernel, new float[0], OUTPUT, 32, 2, new float[32 * 2 * 42], 20_000_000);
        assertThat(kernel.blocks).hasSizeBetween(1, 7).hasSize(result.calls());
        assertThat(kernel.blocks.get(0)).isEqualTo(new OutputBlock(0, 1, 0, 32, 3, 5));
        Recorder slow = new Recorder(30_000_000);
        WarmUp.run(slow, new float[0], OUTPUT, 32, 2, new float[32 * 2 * 42], 20_000_000);
        assertThat(slow.blocks).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {32 * 2 * 42, 32 * 5 * 42, 50 * 9 * 42, 70 * 9 * 42, 1 << 20})
    void blocksLieInTheOutputAndInTheArray(int length) {
        Recorder kernel = new Recorder(1);
        WarmUp.run(kernel, new float[0], OUTPUT, 32, 2, new float[length], 20_000_000);
        assertThat(kernel.blocks).isNotEmpty().allSatisfy(b -> {
            assertThat(b.elements(OUTPUT)).isBetween(1L, (long) length);
            assertThat(b.volumes()).isEqualTo(1);
            assertThat(b.c1()).isLessThanOrEqualTo(70);
            assertThat(b.d1()).isLessThanOrEqualTo(9);
        });
    }

    @Test
    void withoutRoomOrVolumesNothingIsDone() {
        Recorder kernel = new Recorder(1);
        assertThat(WarmUp.run(kernel, new float[0], OUTPUT, 32, 2, new float[32 * 2 * 42 - 1], 20_000_000)
                        .calls())
                .isZero();
        TensorShape none = TensorShape.ofBatch(0, 70, 9, 6, 7);
        assertThat(WarmUp.run(kernel, new float[0], none, 32, 2, new float[1 << 20], 20_000_000)
                        .calls())
                .isZero();
        assertThat(kernel.blocks).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void leavesResultsAndInputsAsTheyAre(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        float[] src = Problems.reals(1, problem.input().elements());
        ConvTranspose3d layer = ConvTranspose3d.of(problem.params(), weights, KernelOptions.DEFAULT);
        float[] expected = layer.forward(src, problem.input(), 2);
        BoundKernel bound = layer.bind(problem.input(), 2);
        float[] scratch = new float[(int) problem.output().elements()];
        WarmUp.run(bound, src, problem.output(), layer.packed(problem.input()).channelUnit(), 2, scratch, 2_000_000);
        float[] dst = new float[expected.length];
        bound.run(src, OutputBlock.all(problem.output()), dst, 0);
        assertThat(dst).isEqualTo(expected);
        assertThat(src).isEqualTo(Problems.reals(1, problem.input().elements()));
    }
}
