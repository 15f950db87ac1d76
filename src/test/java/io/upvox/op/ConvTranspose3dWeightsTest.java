package io.upvox.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConvTranspose3dWeightsTest {
    private static ConvTranspose3dWeights of(int[] shape, int groups) {
        int n = 1;
        for (int x : shape) {
            n *= x;
        }
        return ConvTranspose3dWeights.of(shape, new float[n], null, null, groups);
    }

    @Test
    void bothGroupedLayoutsAreTheSameLayer() {
        ConvTranspose3dWeights torch = of(new int[] {4, 3, 1, 2, 3}, 2);
        ConvTranspose3dWeights megEngine = of(new int[] {2, 2, 3, 1, 2, 3}, 1);
        for (ConvTranspose3dWeights w :
                new ConvTranspose3dWeights[] {torch, megEngine, of(new int[] {2, 2, 3, 1, 2, 3}, 2)}) {
            assertThat(w.inChannels()).isEqualTo(4);
            assertThat(w.outChannels()).isEqualTo(6);
            assertThat(w.groups()).isEqualTo(2);
            assertThat(w.kernel()).hasToString("1x2x3");
        }
        assertThat(torch.digest()).isEqualTo(megEngine.digest()).hasSize(64);
    }

    @Test
    void theDigestSeesEverything() {
        float[] weight = {1, 2};
        String digest = ConvTranspose3dWeights.of(new int[] {1, 2, 1, 1, 1}, weight, null, null, 1)
                .digest();
        assertThat(ConvTranspose3dWeights.of(new int[] {2, 1, 1, 1, 1}, weight, null, null, 1)
                        .digest())
                .isNotEqualTo(digest);
        assertThat(ConvTranspose3dWeights.of(new int[] {1, 2, 1, 1, 1}, new float[] {1, 3}, null, null, 1)
                        .digest())
                .isNotEqualTo(digest);
        assertThat(ConvTranspose3dWeights.of(new int[] {1, 2, 1, 1, 1}, weight, new int[] {2}, new float[2], 1)
                        .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void biasIsFlatOrBroadcast() {
        int[] shape = {1, 3, 1, 1, 1};
        for (int[] bias : new int[][] {{3}, {1, 3, 1, 1, 1}}) {
            ConvTranspose3dWeights w = ConvTranspose3dWeights.of(shape, new float[3], bias, new float[] {1, 2, 3}, 1);
            assertThat(w.bias(2)).isEqualTo(3);
        }
        assertThat(ConvTranspose3dWeights.of(shape, new float[3], null, null, 1).bias(2))
                .isZero();
        for (int[] bias : new int[][] {{2}, {3, 1}, {1, 3, 1, 1}, {}}) {
            assertThatThrownBy(() -> ConvTranspose3dWeights.of(shape, new float[3], bias, new float[3], 1))
                    .hasMessageContaining("for 3 output channels; give (3) or (1,3,1,1,1)");
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        assertThatThrownBy(() -> of(new int[] {2, 3, 1, 1}, 1)).hasMessageContaining("of rank 4");
        assertThatThrownBy(() -> of(new int[] {2, 0, 1, 1, 1}, 1)).hasMessageContaining("an extent below 1");
        assertThatThrownBy(() -> of(new int[] {3, 1, 1, 1, 1}, 2))
                .hasMessageContaining("3 input channels, which 2 groups do not divide");
        assertThatThrownBy(() -> of(new int[] {3, 1, 1, 1, 1}, 0)).hasMessageContaining("groups is 0");
        assertThatThrownBy(() -> of(new int[] {2, 1, 1, 1, 1, 1}, 3))
                .hasMessageContaining("has 2 groups, 3 were asked for");
        assertThatThrownBy(() -> ConvTranspose3dWeights.of(new int[] {1, 1, 1, 1, 2}, new float[3], null, null, 1))
                .hasMessageContaining("has 3 values, not 2");
    }

    @Test
    void finiteMeansEveryValue() {
        assertThat(of(new int[] {1, 1, 1, 1, 2}, 1).weightIsFinite()).isTrue();
        assertThat(ConvTranspose3dWeights.of(new int[] {1, 1, 1, 1, 2}, new float[] {1, Float.NaN}, null, null, 1)
                        .weightIsFinite())
                .isFalse();
    }
}
