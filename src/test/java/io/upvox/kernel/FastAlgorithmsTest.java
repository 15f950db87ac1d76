package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One option turns off the kernels that are not direct. */
class FastAlgorithmsTest {
    private static final KernelOptions DIRECT = new KernelOptions(null, false);

    static List<ConvTranspose3dProblem> problems() {
        return Problems.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void turnedOffADirectKernelIsChosenAndTheReasonGiven(ConvTranspose3dProblem problem) {
        ConvTranspose3dWeights weights = Problems.realWeights(problem.params());
        KernelChoice open = KernelList.choose(problem.params(), weights, KernelOptions.DEFAULT);
        KernelChoice direct = KernelList.choose(problem.params(), weights, DIRECT);
        assertThat(direct.kernel().direct()).isTrue();
        if (open.kernel().direct()) {
            assertThat(direct.kernel()).isSameAs(open.kernel());
        } else {
            assertThat(direct.reasons())
                    .contains(open.kernel().name() + ": no, because fast algorithms are turned off");
        }
    }
}
