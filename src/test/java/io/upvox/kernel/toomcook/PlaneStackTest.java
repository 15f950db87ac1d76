package io.upvox.kernel.toomcook;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.AxisTaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneStackTest {
    private static final int INPUTS = 6;

    @Test
    void samplesOfFewTilesAreOneRun() {
        AxisPhase phase = AxisPhase.of(4, 2, 1, 1)[0];
        PlaneStack stack = PlaneStack.of(phase, 0, 2, 8, 2, 1);
        assertThat(stack.joined()).isTrue();
        assertThat(stack.tileRuns(10, 1)).containsExactly(new TileRun(0, 20, 0, 0, 23));
        assertThat(stack.sumPlanes()).isEqualTo(23);
    }

    @Test
    void samplesOfManyTilesAreRunsOfTheirOwn() {
        AxisPhase phase = AxisPhase.of(4, 2, 1, 1)[0];
        PlaneStack stack = PlaneStack.of(phase, 0, 2, 3, 2, 40);
        assertThat(stack.joined()).isFalse();
        assertThat(stack.tileRuns(10, 40))
                .containsExactly(
                        new TileRun(10, 20, 0, 0, 40),
                        new TileRun(0, 20, 40, 40, 40),
                        new TileRun(10, 20, 120, 80, 40),
                        new TileRun(0, 20, 160, 120, 40),
                        new TileRun(10, 20, 240, 160, 40),
                        new TileRun(0, 20, 280, 200, 40));
    }

    /** Whatever the runs, the sums of each plane are made once, from its own sample's features and with its taps. */
    @ParameterizedTest
    @CsvSource({"3,1,1,1", "3,1,2,2", "4,2,1,1", "5,2,1,2", "1,1,1,0"})
    void eachPlaneIsSummedFromItsFeatures(int kernel, int stride, int dilation, int padding) {
        for (AxisPhase phase : AxisPhase.of(kernel, stride, dilation, padding)) {
            for (int samples = 1; samples < 6; samples++) {
                for (int planes = 1; planes <= INPUTS; planes++) {
                    for (int tiles : new int[] {1, 4, 30}) {
                        check(phase, PlaneStack.of(phase, 0, planes, samples, INPUTS, tiles), tiles);
                    }
                }
            }
        }
    }

    private static void check(AxisPhase phase, PlaneStack stack, int tiles) {
        for (int p = 0; p < stack.samples() * stack.planes(); p++) {
            int sums = stack.sums(p) * tiles;
            int found = 0;
            for (TileRun run : stack.tileRuns(1, tiles)) {
                if (sums >= run.sums() && sums < run.sums() + run.count()) {
                    found++;
                    int sample = p / stack.planes();
                    assertThat(run.features() + sums - run.sums()).isEqualTo((p + sample * stack.reach()) * tiles);
                    int first = AxisTaps.first(phase, p % stack.planes());
                    int last = AxisTaps.last(phase, p % stack.planes(), INPUTS);
                    assertThat(first == last || (run.from() <= first && last <= run.until()))
                            .isTrue();
                }
            }
            assertThat(found).isEqualTo(1);
            assertThat(sums).isLessThan(stack.sumPlanes() * tiles);
        }
    }
}
