package io.upvox.kernel.toomcook;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.Support;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import org.junit.jupiter.api.Test;

class LayerPlanTest {
    /** What the job's plan counts for the packed form, as a multiple of the layer's weights. */
    private static final double MOST_WEIGHTS = 6.3;

    @Test
    void transformedWeightsTakeNoMoreMemoryThanIsPlanned() {
        int paying = 0;
        double most = 0;
        for (int kd = 1; kd <= 6; kd++) {
            for (int kh = 2; kh <= 10; kh++) {
                for (int sd = 1; sd <= 3; sd++) {
                    for (int sh = 1; sh <= 3; sh++) {
                        for (int channels : new int[] {32, 128, 192}) {
                            ConvTranspose3dParams params = ConvTranspose3dProblem.parse(
                                            "ic=" + channels + " oc=" + channels + " in=4 k=" + kd + "x" + kh + "x" + kh
                                                    + " s=" + sd + "x" + sh + "x" + sh)
                                    .params();
                            if (LayerPlan.exists(params) && LayerPlan.of(params).pays() instanceof Support.Supported) {
                                paying++;
                                most = Math.max(
                                        most, (double) LayerPlan.of(params).panelElements() / params.weightElements());
                            }
                        }
                    }
                }
            }
        }
        assertThat(paying).isPositive();
        assertThat(most).isBetween(MOST_WEIGHTS - 0.2, MOST_WEIGHTS);
    }
}
