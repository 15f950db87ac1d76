package io.upvox.kernel.toomcook;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFeaturesTest {
    private static AxisPlan axis(String parameters) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse("ic=1 oc=1 in=4 " + parameters);
        return AxisPlan.fast(new PhaseTable(problem.params()).w(), AxisAlgorithm.TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=3 s=2", "k=3 s=2 p=1", "k=3 s=2 p=1 op=1", "k=3 s=2 p=2"})
    void productsOfPhasesHaveTheSameNumberIfTheyTakeTheSame(String parameters) {
        AxisPlan axis = axis(parameters);
        assertThat(SharedFeatures.exist(axis)).isTrue();
        Map<Integer, Feature> byNumber = new HashMap<>();
        for (int residue = 0; residue < 2; residue++) {
            for (int product = 0; product < axis.products(residue).length; product++) {
                Feature feature = axis.features().get(axis.products(residue)[product]);
                Feature other = byNumber.putIfAbsent(SharedFeatures.of(axis, residue, product), feature);
                assertThat(other).isIn(null, feature);
            }
        }
        assertThat(byNumber).hasSize(SharedFeatures.COUNT);
        assertThat(byNumber.values()).containsExactlyInAnyOrderElementsOf(axis.features());
        int first = axis.low();
        assertThat(List.of(byNumber.get(0), byNumber.get(1), byNumber.get(2), byNumber.get(3)))
                .containsExactly(
                        new Feature(Feature.Kind.STEP, first),
                        new Feature(Feature.Kind.VALUE, first + 1),
                        new Feature(Feature.Kind.STEP, first + 1),
                        new Feature(Feature.Kind.VALUE, first + SharedFeatures.single(axis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=4 s=2", "k=2 s=2", "k=3 s=1", "k=2 s=2 d=2", "k=4 s=3"})
    void otherPhasesHaveNone(String parameters) {
        assertThat(SharedFeatures.exist(axis(parameters))).isFalse();
    }

    @Test
    void theyAreSharedWhereAllAxesAreFast() {
        assertThat(plan("k=3 s=2").sharesFeatures()).isTrue();
        assertThat(plan("k=2x3x3 s=1x2x2").sharesFeatures()).isTrue();
        assertThat(plan("k=3x3x3 s=1x2x2").sharesFeatures()).isFalse();
        assertThat(plan("k=3x4x3 s=2").sharesFeatures()).isFalse();
    }

    private static LayerPlan plan(String parameters) {
        return LayerPlan.of(
                ConvTranspose3dProblem.parse("ic=32 oc=32 in=4 " + parameters).params());
    }
}
