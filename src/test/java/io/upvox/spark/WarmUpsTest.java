package io.upvox.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.kernel.KernelOptions;
import io.upvox.kernel.OutputBlock;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpsTest {
    private static final TensorShape INPUT = TensorShape.of(1, 2, 2, 2);

    private int runs;

    private BoundKernel counting() {
        return new BoundKernel() {
            @Override
            public long scratchBytes() {
                return 0;
            }

            @Override
            public List<String> details() {
                return List.of();
            }

            @Override
            public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
                runs++;
            }
        };
    }

    @Test
    void aLayerIsWarmedUpOnceInAJvm() {
        ConvTranspose3dParams params =
                ConvTranspose3dParams.builder(1, 1, Dhw.of(2)).build();
        ConvTranspose3dWeights weights =
                ConvTranspose3dWeights.of(new int[] {1, 1, 2, 2, 2}, new float[8], null, null, 1);
        ConvTranspose3d layer = ConvTranspose3d.of(params, weights, KernelOptions.DEFAULT);
        TensorShape output = TensorShape.of(1, 3, 3, 3);
        float[] block = new float[27];
        assertThat(WarmUps.once(layer.packed(INPUT), 1, counting(), new float[8], output, block, 0))
                .isZero();
        assertThat(runs).isZero();
        WarmUps.once(layer.packed(INPUT), 1, counting(), new float[8], output, block, 1_000_000);
        int first = runs;
        assertThat(first).isPositive();
        WarmUps.once(layer.packed(INPUT), 1, counting(), new float[8], output, block, 1_000_000);
        assertThat(runs).isEqualTo(first);
        ConvTranspose3d other = ConvTranspose3d.of(params, weights, KernelOptions.DEFAULT);
        WarmUps.once(other.packed(INPUT), 1, counting(), new float[8], output, block, 1_000_000);
        assertThat(runs).isGreaterThan(first);
    }

    @Test
    void smallJobsDoNotWarmUp() {
        assertThat(WarmUps.budget(0, 0)).isZero();
        assertThat(WarmUps.budget(1e9, 100 << 20)).isZero();
        assertThat(WarmUps.budget(1e11, 1L << 30)).isBetween(200_000_000L, 2_000_000_000L);
        assertThat(WarmUps.budget(1e15, 1L << 50)).isEqualTo(2_000_000_000L);
    }
}
