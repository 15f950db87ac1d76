package io.upvox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Transposed convolution is the adjoint of convolution: for all x and y, &lt;conv(x), y&gt; = &lt;x, convTranspose(y)&gt;. */
class AdjointTest {
    private static final int DRAWS = 200;

    @Test
    void isTheAdjointOfConvolution() {
        long seed = Long.getLong("test.seed", 20261123L);
        SplittableRandom random = new SplittableRandom(seed);
        int tried = 0;
        while (tried < DRAWS) {
            ConvTranspose3dProblem problem = draw(random);
            if (problem == null) {
                continue;
            }
            tried++;
            ConvTranspose3dParams p = problem.params();
            ConvTranspose3dWeights weights =
                    Problems.weights(p, Problems.reals(random.nextLong(), p.weightElements()), new float[0]);
            float[] y = Problems.reals(random.nextLong(), problem.input().elements());
            float[] x = Problems.reals(random.nextLong(), problem.output().elements());
            float[] up = ConvTranspose3d.of(p, weights, KernelOptions.DEFAULT).forward(y, problem.input(), 2);
            double right = 0;
            double magnitude = 0;
            for (int i = 0; i < x.length; i++) {
                right += (double) x[i] * up[i];
                magnitude += Math.abs((double) x[i] * up[i]);
            }
            double left = convolved(problem, weights.weight(), x, y);
            double terms = p.inChannelsPerGroup() * (double) p.kernel().product();
            assertThat(left)
                    .as("seed %d: %s", seed, problem)
                    .isCloseTo(right, org.assertj.core.data.Offset.offset(1e-6 * (magnitude + terms + 1)));
        }
    }

    private static ConvTranspose3dProblem draw(SplittableRandom r) {
        int groups = r.nextInt(1, 4);
        Dhw stride = new Dhw(r.nextInt(1, 5), r.nextInt(1, 5), r.nextInt(1, 5));
        Dhw dilation = new Dhw(r.nextInt(1, 4), r.nextInt(1, 4), r.nextInt(1, 4));
        Dhw kernel = new Dhw(r.nextInt(1, 6), r.nextInt(1, 6), r.nextInt(1, 6));
        Dhw outputPadding = stride.with(dilation, (s, d) -> r.nextInt(0, Math.max(s, d)));
        try {
            ConvTranspose3dParams params = ConvTranspose3dParams.builder(
                            groups * r.nextInt(1, 7), groups * r.nextInt(1, 20), kernel)
                    .groups(groups)
                    .stride(stride)
                    .dilation(dilation)
                    .padding(
                            new Dhw(r.nextInt(0, 5), r.nextInt(0, 5), r.nextInt(0, 5)),
                            new Dhw(r.nextInt(0, 5), r.nextInt(0, 5), r.nextInt(0, 5)))
                    .outputPadding(outputPadding)
                    .build();
            TensorShape in = TensorShape.of(params.inChannels(), r.nextInt(1, 6), r.nextInt(1, 6), r.nextInt(1, 8));
            return new ConvTranspose3dProblem(params, in);
        } catch (IllegalArgumentException outputWouldBeEmpty) {
            return null;
        }
    }

    /** The convolution of x, times y: from the definition of Conv3d with the same weights, read as (out, in/groups, k). */
    private static double convolved(ConvTranspose3dProblem problem, float[] w, float[] x, float[] y) {
        ConvTranspose3dParams p = problem.params();
        TensorShape small = problem.input();
        TensorShape large = problem.output();
        int og = p.outChannelsPerGroup();
        int ig = p.inChannelsPerGroup();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            int iw = i % small.w();
            int ih = i / small.w() % small.h();
            int id = i / small.w() / small.h() % small.d();
            int c = i / small.w() / small.h() / small.d();
            double at = 0;
            for (int o = 0; o < og; o++) {
                int oc = c / ig * og + o;
                for (int k = 0; k < p.kernel().product(); k++) {
                    int kw = k % p.kernel().w();
                    int kh = k / p.kernel().w() % p.kernel().h();
                    int kd = k / p.kernel().w() / p.kernel().h();
                    int d = id * p.stride().d()
                            - p.paddingBegin().d()
                            + kd * p.dilation().d();
                    int h = ih * p.stride().h()
                            - p.paddingBegin().h()
                            + kh * p.dilation().h();
                    int v = iw * p.stride().w()
                            - p.paddingBegin().w()
                            + kw * p.dilation().w();
                    if (d >= 0 && d < large.d() && h >= 0 && h < large.h() && v >= 0 && v < large.w()) {
                        at += (double) x[((oc * large.d() + d) * large.h() + h) * large.w() + v]
                                * w[(int) ((c * og + o) * p.kernel().product() + k)];
                    }
                }
            }
            sum += at * y[i];
        }
        return sum;
    }
}
