package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorWidthTest {
    /**
     * The build forces narrower vectors in runs of their own, and a continuous build says by UPVOX_EXPECT_VECTOR_BITS what its
     * machine has: a JVM that falls back to less is noticed.
     */
    @Test
    void isTheExpectedOne() {
        VectorSupport vector = VectorSupport.ofThisJvm();
        assertThat(vector.available()).as(vector.reason()).isTrue();
        int forced = Integer.getInteger("upvox.forced.vector.bits", Integer.MAX_VALUE);
        String machine = System.getenv("UPVOX_EXPECT_VECTOR_BITS");
        int most = machine == null ? Integer.MAX_VALUE : Integer.parseInt(machine);
        assertThat(vector.vectorBits()).isLessThanOrEqualTo(forced);
        if (machine != null) {
            assertThat(vector.vectorBits()).isEqualTo(Math.min(forced, most));
        }
    }
}
