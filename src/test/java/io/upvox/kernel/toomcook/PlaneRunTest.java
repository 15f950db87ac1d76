package io.upvox.kernel.toomcook;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneRunTest {
    private static final AxisPhase THREE_TAPS = AxisPhase.of(3, 1, 1, 1)[0];

    @Test
    void fewTilesAreOneRunWithAllTaps() {
        assertThat(PlaneRun.of(THREE_TAPS, 0, 4, 4, 1)).containsExactly(new PlaneRun(0, 4, 0, 3));
    }

    @Test
    void manyTilesAreRunsOfThoseWithTheSameTaps() {
        assertThat(PlaneRun.of(THREE_TAPS, 0, 8, 8, 16))
                .containsExactly(new PlaneRun(0, 1, 1, 3), new PlaneRun(1, 6, 0, 3), new PlaneRun(7, 1, 0, 2));
    }

    @Test
    void planesThatNoTapReachesTakeNone() {
        assertThat(PlaneRun.of(THREE_TAPS, 7, 2, 4, 1)).containsExactly(new PlaneRun(0, 2, 0, 0));
    }

    /** Whatever the runs, each plane is in one of them, and its taps are among the run's. */
    @ParameterizedTest
    @CsvSource({"3,1,1,1", "3,1,2,2", "5,1,1,0", "4,2,1,1", "5,2,1,4", "7,1,3,2", "1,1,1,0"})
    void eachPlaneFindsItsTaps(int kernel, int stride, int dilation, int padding) {
        for (AxisPhase phase : AxisPhase.of(kernel, stride, dilation, padding)) {
            for (int tiles : new int[] {1, 3, 4, 40}) {
                for (int cell = 0; cell < 7; cell++) {
                    List<PlaneRun> runs = PlaneRun.of(phase, cell, 9, 5, tiles);
                    int next = 0;
                    for (PlaneRun run : runs) {
                        assertThat(run.first()).isEqualTo(next);
                        next += run.planes();
                        for (int p = run.first(); p < next; p++) {
                            int first = AxisTaps.first(phase, cell + p);
                            int last = AxisTaps.last(phase, cell + p, 5);
                            assertThat(first == last || (run.from() <= first && last <= run.until()))
                                    .isTrue();
                        }
                    }
                    assertThat(next).isEqualTo(9);
                }
            }
        }
    }
}
