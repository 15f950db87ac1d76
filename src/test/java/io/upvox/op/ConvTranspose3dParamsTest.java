package io.upvox.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvTranspose3dParamsTest {
    private static ConvTranspose3dParams.Builder builder() {
        return ConvTranspose3dParams.builder(4, 6, Dhw.of(3));
    }

    @Test
    void theDocumentedExampleHolds() {
        ConvTranspose3dParams p = ConvTranspose3dParams.builder(3, 64, Dhw.of(3))
                .stride(Dhw.of(2))
                .padding(Dhw.of(1))
                .build();
        assertThat(p.outputShape(TensorShape.ofBatch(16, 3, 32, 32, 32)))
                .isEqualTo(TensorShape.ofBatch(16, 64, 63, 63, 63));
        assertThat(p.outputShape(TensorShape.of(3, 32, 32, 32))).isEqualTo(TensorShape.of(64, 63, 63, 63));
        assertThat(p.outputShape(TensorShape.ofBatch(0, 3, 32, 32, 32)).n()).isZero();
        assertThat(p.formula(Dhw.of(32), 0)).isEqualTo("(32-1)*2 - 1 - 1 + 1*(3-1) + 0 + 1 = 63");
    }

    /** MegEngine's and PyTorch's own test: (20,16,10,50,100), k (3,5,2), s (3,2,2), p (0,4,2), op (2,1,1). */
    @Test
    void anisotropicExampleOfOthers() {
        ConvTranspose3dParams p = ConvTranspose3dParams.builder(16, 33, new Dhw(3, 5, 2))
                .stride(new Dhw(3, 2, 2))
                .padding(new Dhw(0, 4, 2))
                .outputPadding(new Dhw(2, 1, 1))
                .build();
        assertThat(p.outputShape(TensorShape.ofBatch(20, 16, 10, 50, 100)))
                .isEqualTo(TensorShape.ofBatch(20, 33, 32, 96, 197));
    }

    @Test
    void parametersOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> builder().groups(0).build())
                .hasMessage("Cannot set up ConvTranspose3d: groups is 0; give at least 1");
        assertThatThrownBy(() -> builder().groups(3).build())
                .hasMessageContaining("4 input channels are not divisible by 3 groups");
        assertThatThrownBy(() -> builder().groups(4).build())
                .hasMessageContaining("6 output channels are not divisible by 4 groups");
        assertThatThrownBy(() -> builder().stride(new Dhw(1, 0, 1)).build())
                .hasMessageContaining("stride is 1x0x1; give at least 1");
        assertThatThrownBy(() -> builder().dilation(Dhw.of(0)).build()).hasMessageContaining("dilation is 0");
        assertThatThrownBy(() -> builder().padding(Dhw.of(-1)).build()).hasMessageContaining("padding is -1");
        assertThatThrownBy(() -> builder().padding(Dhw.of(0), Dhw.of(-1)).build())
                .hasMessageContaining("end padding is -1");
        assertThatThrownBy(() -> builder().outputPadding(Dhw.of(-1)).build())
                .hasMessageContaining("output padding is -1");
        assertThatThrownBy(() -> ConvTranspose3dParams.builder(0, 1, Dhw.of(1)).build())
                .hasMessageContaining("input channels are 0");
        assertThatThrownBy(() -> ConvTranspose3dParams.builder(1, 1, Dhw.of(0)).build())
                .hasMessageContaining("kernel is 0");
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,1,1", "1,3,2", "4,2,3"})
    void outputPaddingStaysBelowStrideOrDilation(int stride, int dilation, int most) {
        ConvTranspose3dParams.Builder b = builder().stride(Dhw.of(stride)).dilation(Dhw.of(dilation));
        assertThat(b.outputPadding(Dhw.of(most)).build().outputPadding()).isEqualTo(Dhw.of(most));
        assertThatThrownBy(() -> b.outputPadding(Dhw.of(most + 1)).build())
                .hasMessageContaining("reaches max(stride, dilation) = " + (most + 1) + " on axis D")
                .hasMessageContaining("give at most " + most + " there");
    }

    @Test
    void emptyOutputsAreRefusedWithTheFormula() {
        ConvTranspose3dParams p = builder().padding(Dhw.of(2)).build();
        assertThatThrownBy(() -> p.outputShape(TensorShape.of(4, 5, 2, 5)))
                .hasMessage(
                        "Cannot upsample an input of 5x2x5: the output would be 0 on axis H ((2-1)*1 - 2 - 2 + 1*(3-1) + 0 + 1"
                                + " = 0); give less padding or larger volumes");
    }

    @Test
    void paddingMayCropMoreThanTheKernelAdds() {
        ConvTranspose3dParams p = ConvTranspose3dParams.builder(1, 1, Dhw.of(1))
                .padding(Dhw.of(4))
                .build();
        assertThat(p.outputExtents(Dhw.of(9))).isEqualTo(Dhw.of(1));
    }

    @Test
    void outputSizeDerivesOutputPadding() {
        ConvTranspose3dParams p = builder().stride(Dhw.of(3)).padding(Dhw.of(0)).build();
        for (int size = 18; size <= 20; size++) {
            assertThat(p.withOutputSize(Dhw.of(6), Dhw.of(size)).outputExtents(Dhw.of(6)))
                    .isEqualTo(Dhw.of(size));
        }
        assertThatThrownBy(() -> p.withOutputSize(Dhw.of(6), Dhw.of(17)))
                .hasMessageContaining("axis D can give 18 to 20");
        assertThatThrownBy(() -> p.withOutputSize(Dhw.of(6), new Dhw(18, 18, 21)))
                .hasMessageContaining("axis W can give 18 to 20");
        assertThatThrownBy(() -> new LayerSpec(Dhw.of(2), Dhw.of(0), Dhw.of(0), Dhw.of(1), Dhw.of(1), 1, Dhw.of(9)))
                .hasMessageContaining("are both given");
    }

    @Test
    void extentsBeyondAnIntAreRefused() {
        ConvTranspose3dParams p = builder().stride(Dhw.of(1 << 20)).build();
        assertThatThrownBy(() -> p.outputExtents(new Dhw(1, 1, 1 << 20))).hasMessageContaining("above 2^31-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ic=3 oc=64 in=32 k=3 s=2 p=1",
                "n=2 ic=1 oc=1 in=1x2x3 k=1",
                "ic=4 oc=6 in=4x5x6 k=3x2x4 s=2x1x3 p=0x1x2:2x0x1 op=1x0x2 d=1x1x2 g=2"
            })
    void descriptorsReadBack(String descriptor) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        assertThat(problem.descriptor()).isEqualTo(descriptor);
        assertThat(ConvTranspose3dProblem.parse(problem.toString())).isEqualTo(problem);
    }

    @Test
    void badDescriptorsAreRefused() {
        assertThatThrownBy(() -> ConvTranspose3dProblem.parse("ic=1 oc")).hasMessageContaining("'oc'");
        assertThatThrownBy(() -> ConvTranspose3dProblem.parse("ic=1 oc=1 in=1 k=1 x=3"))
                .hasMessageContaining("'x=3'");
    }

    @Test
    void usefulMultiplyAddsLeaveOutWhatIsCropped() {
        // k2 s2: every product lands; k3 s2 p1: of 3 taps an input has, 2 positions at the border miss
        assertThat(ConvTranspose3dProblem.parse("ic=2 oc=3 in=4x5x6 k=2 s=2").multiplyAdds())
                .isEqualTo(2L * 3 * 120 * 8);
        assertThat(ConvTranspose3dProblem.parse("ic=1 oc=1 in=1x1x4 k=1x1x3 s=1x1x2 p=0x0x1")
                        .multiplyAdds())
                .isEqualTo(10);
    }
}
