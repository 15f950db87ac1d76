package io.upvox.kernel.subconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.phase.PhaseTable;
import io.upvox.op.ConvTranspose3dProblem;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges hold every term whose input row exists, and of the others none or, where that would save too little, all. */
class RowTermsTest {
    @ParameterizedTest
    @CsvSource({
        "ic=37 oc=1 in=2x5x3 k=2x4x3 s=1, true",
        "ic=20 oc=1 in=3x2x9 k=3x6x2 s=1 p=1x2x0, true",
        "ic=16 oc=1 in=2x6x4 k=4x5x4 s=2 p=1 d=1x3x1, true",
        "ic=48 oc=1 in=2x3x4 k=1x7x1 s=1x3x1 p=0x5x0 op=0x2x0, true",
        "ic=64 oc=1 in=2x1x4 k=3x3x3 s=2 op=1, true",
        "ic=5 oc=1 in=2x4x3 k=3x2x3 s=1, false", // 15 terms at a time
        "ic=3 oc=1 in=2x4x3 k=3x9x2 s=1 p=0x1x0, true"
    })
    void areTheTermsOfRowsThatExist(String descriptor, boolean skips) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        PhaseTable phases = new PhaseTable(problem.params());
        int height = problem.input().h();
        int skipped = 0;
        for (int oh = 0; oh < problem.output().h(); oh++) {
            int rh = oh % phases.h().length;
            int q = oh / phases.h().length;
            for (int rw = 0; rw < phases.w().length; rw++) {
                int terms = phases.reduction(0, rh, rw);
                BitSet exist = exist(phases, rh, rw, q, height);
                BitSet found = terms == 0 ? exist : found(new RowTerms(phases, rh, rw, q, height), terms);
                if (found.cardinality() == terms) {
                    int ranges = phases.d()[0].count() * phases.channelBlocks();
                    assertThat(terms - exist.cardinality()).isLessThan(16 * ranges);
                } else {
                    assertThat(found).isEqualTo(exist);
                    skipped++;
                }
            }
        }
        assertThat(skipped > 0).isEqualTo(skips);
    }

    private static BitSet exist(PhaseTable phases, int rh, int rw, int q, int height) {
        BitSet exist = new BitSet();
        int[] next = {0};
        phases.forEachTerm(0, rh, rw, (td, channel, th, tw) -> {
            int row = q + phases.h()[rh].offsets()[th];
            exist.set(next[0]++, row >= 0 && row < height);
        });
        return exist;
    }

    /** The terms of ranges that are walked piece by piece, as loops do that stop for their weights' sake. */
    private static BitSet found(RowTerms terms, int count) {
        BitSet found = new BitSet();
        for (int piece = 0; piece < count; piece += 7) {
            int behind = Math.min(count, piece + 7);
            for (int k = terms.begin(piece); k < behind; ) {
                int end = Math.min(behind, terms.end(k));
                found.set(k, end);
                k = end < behind ? terms.begin(end) : behind;
            }
        }
        return found;
    }
}
