package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FmaPeakTest {
    @Test
    void loopsCountAndKeepFiniteValues() {
        for (FmaLoop loop : new FmaLoop[] {VectorSupport.ofThisJvm().fmaLoop(), new ScalarFmaLoop()}) {
            assertThat(loop.flopsPerRound()).isPositive();
            assertThat(loop.run(0)).isFinite();
            assertThat(loop.run(1000)).isFinite().isNotEqualTo(loop.run(1));
        }
        assertThat(VectorSupport.ofThisJvm().fmaLoop()).isNotInstanceOf(ScalarFmaLoop.class);
    }

    @Test
    void aPeakIsMeasured() {
        assertThat(FmaPeak.gflops(2, 10_000_000)).isPositive();
    }
}
