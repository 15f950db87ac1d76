package io.upvox.kernel.reference;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.OutputBlock;
import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.Support;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.parallel.IntraOpPool;
import io.upvox.tensor.TensorShape;
import java.util.List;

/**
 * The gather loop: each output element is the bias plus the products of all inputs that reach it, summed in double in the
 * order input channel, kernel depth, height, width, rounded once.
 *
 * <p>Obvious on purpose: it takes everything and is what other kernels are checked against.
 */
public final class ReferenceKernel implements ConvTranspose3dKernel {
    /** The kernel's name. */
    public static final String NAME = "f32-reference";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        return Support.yes();
    }

    @Override
    public double cost(ConvTranspose3dParams params) {
        return Double.MAX_VALUE;
    }

    @Override
    public PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        return new Packed(weights);
    }

    private record Packed(ConvTranspose3dWeights weights) implements PackedKernel {
        @Override
        public int channelUnit() {
            return 1;
        }

        @Override
        public BoundKernel bindTo(ConvTranspose3dProblem problem, int threads) {
            return new Bound(weights, problem, threads);
        }
    }

    private record Bound(ConvTranspose3dWeights weights, ConvTranspose3dProblem problem, int threads)
            implements BoundKernel {
        @Override
        public long scratchBytes() {
            return 0;
        }

        @Override
        public List<String> details() {
            return List.of("gather loop, double accumulation, one output plane a unit of work");
        }

        @Override
        public void run(float[] src, OutputBlock block, float[] dst, int dstOffset) {
            TensorShape out = problem.output();
            int planeElements = out.h() * out.w();
            int planes = block.volumes() * block.channels() * block.planes();
            IntraOpPool.shared().run(threads, planes, (unit, worker) -> {
                int d = block.d0() + unit % block.planes();
                int rest = unit / block.planes();
                int c = block.c0() + rest % block.channels();
                int n = block.n0() + rest / block.channels();
                plane(src, n, c, d, dst, dstOffset + unit * planeElements);
            });
        }

        private void plane(float[] src, int n, int oc, int od, float[] dst, int at) {
            TensorShape out = problem.output();
            for (int oh = 0; oh < out.h(); oh++) {
                for (int ow = 0; ow < out.w(); ow++) {
                    dst[at + oh * out.w() + ow] = (float) (weights.bias(oc) + products(src, n, oc, od, oh, ow));
                }
            }
        }

        private double products(float[] src, int n, int oc, int od, int oh, int ow) {
            ConvTranspose3dParams p = problem.params();
            TensorShape in = problem.input();
            int ocPerGroup = p.outChannelsPerGroup();
            int icPerGroup = p.inChannelsPerGroup();
            int firstIn = oc / ocPerGroup * icPerGroup;
            float[] w = weights.weight();
            double sum = 0;
            for (int ic = firstIn; ic < firstIn + icPerGroup; ic++) {
                int kernelAt =
                        (ic * ocPerGroup + oc % ocPerGroup) * (int) p.kernel().product();
                int channelAt = (n * in.c() + ic) * (int) in.channelElements();
                for (int kd = 0; kd < p.kernel().d(); kd++) {
                    int id = source(
                            od,
                            kd,
                            p.paddingBegin().d(),
                            p.dilation().d(),
                            p.stride().d(),
                            in.d());
                    for (int kh = 0; id >= 0 && kh < p.kernel().h(); kh++) {
                        int ih = source(
                                oh,
                                kh,
                                p.paddingBegin().h(),
                                p.dilation().h(),
                                p.stride().h(),
                                in.h());
                        for (int kw = 0; ih >= 0 && kw < p.kernel().w(); kw++) {
                            int iw = source(
                                    ow,
                                    kw,
                                    p.paddingBegin().w(),
                                    p.dilation().w(),
                                    p.stride().w(),
                                    in.w());
                            if (iw >= 0) {
                                double x = src[channelAt + (id * in.h() + ih) * in.w() + iw];
                                sum += x
                                        * w[
                                                kernelAt
                                                        + (kd * p.kernel().h() + kh)
                                                                * p.kernel().w()
                                                        + kw];
                            }
                        }
                    }
                }
            }
            return sum;
        }

        /** The input position that reaches output o through tap k on one axis, or -1. */
        private static int source(int o, int k, int padding, int dilation, int stride, int extent) {
            long t = (long) o + padding - (long) k * dilation;
            return t >= 0 && t % stride == 0 && t / stride < extent ? (int) (t / stride) : -1;
        }
    }
}
