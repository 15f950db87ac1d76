package io.upvox.kernel.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Arrays are never shorter than asked for, and no longer where there are many. */
final class LargeArraysTest {
    @Test
    void fewAreLargeAndManyOrSmallOnesAreAsShortAsTheyCanBe() {
        assertThat(LargeArrays.of(2, 10_000_000)).hasDimensions(2, 10_000_000);
        assertThat(LargeArrays.of(3, 5_000)[2]).hasSizeGreaterThanOrEqualTo(5_000);
        assertThat(LargeArrays.of(1_000, 5_000)).hasDimensions(1_000, 5_000);
        assertThat(LargeArrays.of(3, 10)).hasDimensions(3, 10);
    }
}
