package io.upvox.kernel.toomcook;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.Support;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import org.junit.jupiter.api.Test;

class LayerPlanTest {
    /** What the job's plan counts for the packed form: so many weights for one, or so many in any case. */
    private static final int WEIGHTS_COUNTED = 7;

    private static final int COUNTED_IN_ANY_CASE = 1 << 20;

    @Test
    void transformedWeightsTakeNoMoreMemoryThanIsPlanned() {
        int suiting = 0;
        double most = 0;
        long mostOfFew = 0;
        for (int kd = 1; kd <= 6; kd++) {
            for (int kh = 2; kh <= 10; kh++) {
                for (int sd = 1; sd <= 3; sd++) {
                    for (int sh = 1; sh <= 3; sh++) {
                        for (int channels : new int[] {5, 17, 32, 128, 192}) {
                            ConvTranspose3dParams params = ConvTranspose3dProblem.parse(
                                            "ic=" + channels + " oc=" + channels + " in=4 k=" + kd + "x" + kh + "x" + kh
                                                    + " s=" + sd + "x" + sh + "x" + sh)
                                    .params();
                            if (LayerPlan.exists(params) && LayerPlan.of(params).suits() instanceof Support.Supported) {
                                suiting++;
                                long elements = LayerPlan.of(params).panelElements();
                                if (elements > COUNTED_IN_ANY_CASE) {
                                    most = Math.max(most, (double) elements / params.weightElements());
                                } else {
                                    mostOfFew = Math.max(mostOfFew, elements);
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(suiting).isPositive();
        assertThat(most).isBetween(WEIGHTS_COUNTED - 1., (double) WEIGHTS_COUNTED);
        assertThat(mostOfFew).isBetween(COUNTED_IN_ANY_CASE / 2L, (long) COUNTED_IN_ANY_CASE);
    }
}
