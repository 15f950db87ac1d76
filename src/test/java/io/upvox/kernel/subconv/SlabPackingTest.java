package io.upvox.kernel.subconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.phase.AxisPhase;
import io.upvox.kernel.phase.PhaseTable;
import io.upvox.kernel.subconv.Slabs.Slab;
import io.upvox.kernel.tile.Transposition;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every input that a term of a cell reads is where the tables say, in each slab; and slabs are cut, at planes too. */
class SlabPackingTest {
    @ParameterizedTest
    @CsvSource({
        "ic=200 oc=1 in=20x20x20 k=3 p=1, 16, 2, 20",
        "ic=200 oc=1 in=20x20x20 k=3 p=1, 1, 2, 20",
        "ic=250 oc=1 in=3x11x64 k=2x4x4 p=1x2x1 op=1x0x0 d=3, 16, 1, 3",
        "n=3 ic=130 oc=2 in=9x13x60 k=4 s=2 p=1 g=2, 16, 3, 9",
        "ic=40 oc=1 in=2x130x130 k=5x1x3 s=1x2x1 p=0x0x2, 16, 2, 2",
        "ic=96 oc=1 in=2x90x100 k=3 s=2 p=4x0x0 d=5x1x1, 16, 2, 2"
    })
    void inputsAreWhereTermsReadThem(String descriptor, int pitch, int slabs, int planes) {
        ConvTranspose3dProblem problem = ConvTranspose3dProblem.parse(descriptor);
        PhaseTable phases = new PhaseTable(problem.params());
        Slabs cut = Slabs.of(phases, problem, pitch, Integer.MAX_VALUE);
        List<Slab> all = cut.covering(OutputBlock.all(problem.output()));
        assertThat(all).hasSize(slabs);
        assertThat(cut.input().d()).isLessThanOrEqualTo(planes);
        SlabPacking packing = new SlabPacking(cut, new Transposition.Scalar());
        float[] src = new float[Math.toIntExact(problem.input().elements())];
        for (int i = 0; i < src.length; i++) {
            src[i] = i + 1f;
        }
        int[][] offsets = cut.offsets(phases);
        float[] scratch = packing.newScratch();
        for (Slab slab : all) {
            float[] packed = new float[cut.elements()];
            Arrays.fill(packed, Float.NaN);
            for (int unit = 0; unit < packing.units(slab); unit++) {
                packing.pack(src, slab, unit, scratch, packed);
            }
            for (AxisPhase d : phases.d()) {
                for (AxisPhase h : phases.h()) {
                    for (AxisPhase w : phases.w()) {
                        int phase = phases.index(d.residue(), h.residue(), w.residue());
                        int[] next = {0};
                        phases.forEachTerm(d.residue(), h.residue(), w.residue(), (td, channel, th, tw) -> {
                            int term = next[0]++;
                            int[] shift = {d.offsets()[td], h.offsets()[th], w.offsets()[tw]};
                            if (channel % 37 == 0 || channel == phases.inChannels() - 1) {
                                compare(cut, slab, problem.input(), channel, shift, packed, offsets[phase][term]);
                            }
                        });
                    }
                }
            }
        }
    }

    /** All cells of a slab for one term. */
    private static void compare(
            Slabs cut, Slab slab, TensorShape in, int channel, int[] shift, float[] packed, int offset) {
        int wrong = 0;
        int channels = in.c() / cut.groups();
        for (int v = 0; v < slab.volumes(); v++) {
            int row = ((slab.v0() + v) * channels + channel) * in.d();
            for (int d = 0; d < slab.d(); d++) {
                int z = slab.d0() + d + shift[0];
                for (int h = 0; z >= 0 && z < in.d() && h < slab.h(); h++) {
                    int y = slab.h0() + h + shift[1];
                    for (int w = 0; w < slab.w(); w++) {
                        int x = slab.w0() + w + shift[2];
                        boolean inside = y >= 0 && y < in.h() && x >= 0 && x < in.w();
                        float expected = inside ? ((row + z) * in.h() + y) * in.w() + x + 1f : 0f;
                        int at = v * cut.volumeStep()
                                + cut.plane(slab, d) * cut.planeStep()
                                + h * cut.rowStep()
                                + w * cut.pitch();
                        wrong += packed[at + offset] == expected ? 0 : 1;
                    }
                }
            }
        }
        assertThat(wrong)
                .as("channel %d, shift %s", channel, Arrays.toString(shift))
                .isZero();
    }
}
