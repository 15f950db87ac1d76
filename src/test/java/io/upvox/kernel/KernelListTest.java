package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelListTest {
    private static final ConvTranspose3dParams PARAMS =
            ConvTranspose3dParams.builder(2, 3, Dhw.of(2)).stride(Dhw.of(2)).build();

    private static ConvTranspose3dWeights weights(float first) {
        float[] weight = Problems.integers(1, PARAMS.weightElements());
        weight[0] = first;
        return Problems.weights(PARAMS, weight, new float[0]);
    }

    @Test
    void theOneThatTakesTheLeastTimeIsChosenAndTheReferenceIsLast() {
        assertThat(KernelList.kernels())
                .extracting(ConvTranspose3dKernel::name)
                .containsExactly(
                        "f32-toomcook-vector",
                        "f32-fold-vector",
                        "f32-rows-vector",
                        "f32-subconv-vector",
                        "f32-toomcook-scalar",
                        "f32-fold-scalar",
                        "f32-rows-scalar",
                        "f32-subconv-scalar",
                        "f32-reference");
        KernelChoice choice = KernelList.choose(PARAMS, weights(1), KernelOptions.DEFAULT);
        assertThat(choice.kernel().name()).isEqualTo("f32-rows-vector");
        assertThat(choice.reasons()).hasSize(4).last().isEqualTo("f32-rows-vector: chosen");
        assertThat(choice.reasons()).first().asString().startsWith("f32-toomcook-vector: no, because it saves too few");
        String more = "no, because by estimate it takes [0-9.]+ times as long";
        assertThat(choice.reasons().get(1)).matches("f32-fold-vector: " + more);
        assertThat(choice.reasons().get(2))
                .matches("f32-subconv-vector: " + more
                        + "; runs in its place on extents that suit it better, with the same bits");
        assertThat(choice.inPlace()).extracting(ConvTranspose3dKernel::name).containsExactly("f32-subconv-vector");
    }

    /** A depthwise kernel equal to its stride: long rows are woven, rows of one vector are not worth it. */
    @Test
    void extentsDecideBetweenKernelsThatGiveTheSameBits() {
        ConvTranspose3dParams params = ConvTranspose3dParams.builder(4, 4, Dhw.of(2))
                .stride(Dhw.of(2))
                .groups(4)
                .build();
        ConvTranspose3dWeights weights = Problems.realWeights(params);
        KernelChoice choice = KernelList.choose(params, weights, KernelOptions.DEFAULT);
        assertThat(choice.forInput(params, TensorShape.of(4, 40, 40, 40)).name())
                .isEqualTo("f32-rows-vector");
        assertThat(choice.forInput(params, TensorShape.of(4, 8, 8, 8)).name()).isEqualTo("f32-subconv-vector");
    }

    @Test
    void weightsThatAreNotFiniteGoToTheReference() {
        for (float bad : List.of(Float.NaN, Float.POSITIVE_INFINITY)) {
            KernelChoice choice = KernelList.choose(PARAMS, weights(bad), KernelOptions.DEFAULT);
            assertThat(choice.kernel().name()).isEqualTo("f32-reference");
            assertThat(choice.reasons())
                    .hasSize(KernelList.kernels().size())
                    .first()
                    .asString()
                    .contains("no, because the weights hold NaN");
            assertThatThrownBy(() -> KernelList.choose(PARAMS, weights(bad), KernelOptions.force("f32-subconv-scalar")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Cannot use kernel 'f32-subconv-scalar'")
                    .hasMessageContaining("NaN");
        }
    }

    /** With and without the Vector API a layer has the same bits. */
    @Test
    void plainJavaTakesTheSameFamily() {
        for (ConvTranspose3dProblem problem : Problems.all()) {
            ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
            List<String> families = new ArrayList<>();
            for (List<ConvTranspose3dKernel> group :
                    List.of(VectorSupport.ofThisJvm().kernels(), KernelList.scalarKernels())) {
                List<String> reasons = new ArrayList<>();
                KernelChoice choice =
                        KernelList.choose(List.of(group), problem.params(), weights, KernelOptions.DEFAULT, reasons);
                assertThat(choice.kernel().yields()).isFalse();
                assertThat(choice.reasons()).hasSize(group.size());
                families.add(choice.kernel().family());
            }
            assertThat(families).as(problem.descriptor()).hasSize(2).allMatch(families.get(0)::equals);
        }
    }

    /** Short rows leave most of a vector of outputs empty, long ones none: one layer, two kernels, the same bits as either. */
    @Test
    void extentsDecideAmongKernelsOfAFamily() {
        ConvTranspose3dParams params = ConvTranspose3dParams.builder(3, 12, Dhw.of(3))
                .padding(Dhw.of(1))
                .build();
        ConvTranspose3dWeights weights = Problems.realWeights(params);
        ConvTranspose3d layer = ConvTranspose3d.of(params, weights, KernelOptions.DEFAULT);
        // Vectors of 128 bits are half filled by so short a row, wider ones hardly at all.
        String few = VectorSupport.ofThisJvm().vectorBits() < 256 ? "f32-rows-vector" : "f32-subconv-vector";
        Map<TensorShape, String> expected =
                Map.of(TensorShape.of(3, 4, 4, 2), few, TensorShape.of(3, 4, 4, 64), "f32-rows-vector");
        expected.forEach((shape, name) -> {
            assertThat(layer.kernel(shape).name()).isEqualTo(name);
            float[] src = Problems.reals(5, shape.elements());
            float[] output = layer.forward(src, shape, 2);
            for (ConvTranspose3dKernel kernel : List.of(Kernels.named("f32-rows-vector"), layer.kernel(shape))) {
                ConvTranspose3d forced = ConvTranspose3d.of(params, weights, KernelOptions.force(kernel.name()));
                assertThat(forced.kernel(shape)).isSameAs(kernel);
                assertThat(forced.forward(src, shape, 1)).isEqualTo(output);
            }
        });
    }

    @Test
    void aForcedKernelIsUsedOrAnError() {
        for (ConvTranspose3dKernel kernel : KernelList.kernels()) {
            assertThat(KernelList.choose(PARAMS, weights(1), KernelOptions.force(kernel.name()))
                            .kernel())
                    .isSameAs(kernel);
        }
        assertThatThrownBy(() -> KernelList.choose(PARAMS, weights(1), KernelOptions.force("f64-magic")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot use kernel 'f64-magic': there is none of that name; give one of "
                        + String.join(
                                ", ",
                                KernelList.kernels().stream()
                                        .map(ConvTranspose3dKernel::name)
                                        .toList()));
    }

    @Test
    void aFastAlgorithmIsChosenWhereItPaysUnlessTurnedOff() {
        ConvTranspose3dParams params =
                ConvTranspose3dParams.builder(32, 32, Dhw.of(3)).build();
        ConvTranspose3dWeights weights = Problems.realWeights(params);
        assertThat(KernelList.choose(params, weights, KernelOptions.DEFAULT)
                        .kernel()
                        .name())
                .isEqualTo("f32-toomcook-vector");
        KernelChoice direct = KernelList.choose(params, weights, new KernelOptions(null, false));
        assertThat(direct.kernel().name()).isEqualTo("f32-subconv-vector");
        assertThat(direct.reasons()).contains("f32-toomcook-vector: no, because fast algorithms are turned off");
    }

    @Test
    void layersCheckWhatTheyAreGiven() {
        ConvTranspose3d layer = ConvTranspose3d.of(PARAMS, weights(1), KernelOptions.DEFAULT);
        assertThat(layer.forward(new float[16], TensorShape.of(2, 2, 2, 2), 2)).hasSize(3 * 64);
        assertThatThrownBy(() -> layer.forward(new float[15], TensorShape.of(2, 2, 2, 2), 2))
                .hasMessageContaining("the array has 15 values, not 16");
        assertThatThrownBy(() -> layer.forward(new float[8], TensorShape.of(1, 2, 2, 2), 2))
                .hasMessageContaining("it has 1 channels, the weights take 2");
        ConvTranspose3dParams others =
                ConvTranspose3dParams.builder(2, 4, Dhw.of(2)).build();
        assertThatThrownBy(() -> ConvTranspose3d.of(others, weights(1), KernelOptions.DEFAULT))
                .hasMessageContaining("build the parameters from the weights");
    }

    @Test
    void blocksFollowEachOtherAndStaySmall() {
        TensorShape out = TensorShape.ofBatch(2, 70, 5, 6, 7);
        for (long bound : List.of(1L, 100L, 210L, 210L * 40, 210L * 70, 1L << 40)) {
            long n = 0;
            for (OutputBlock b : OutputBlocks.of(out, 0, 5, bound, 32)) {
                assertThat(b.elements(out)).isLessThanOrEqualTo(Math.max(bound, 42));
                long at = (((long) b.n0() * 70 + b.c0()) * 5 + b.d0()) * 42;
                assertThat(at).isEqualTo(n);
                n += b.elements(out);
            }
            assertThat(n).isEqualTo(out.elements());
        }
        assertThat(OutputBlocks.of(out, 0, 5, 210 * 40, 32).get(0).channels()).isEqualTo(32);
    }
}
