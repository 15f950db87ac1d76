package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;

/**
 * The operation by scattering, in double: each input adds its products to the outputs that it reaches. Written from the
 * definition and independent of the kernels, which gather.
 */
final class Naive {
    private Naive() {}

    static double[] forward(ConvTranspose3dProblem problem, ConvTranspose3dWeights weights, float[] src) {
        ConvTranspose3dParams p = problem.params();
        TensorShape in = problem.input();
        TensorShape out = problem.output();
        double[] dst = new double[(int) out.elements()];
        int plane = out.d() * out.h() * out.w();
        for (int i = 0; i < dst.length; i++) {
            dst[i] = weights.bias(i / plane % out.c());
        }
        int og = p.outChannelsPerGroup();
        int ig = p.inChannelsPerGroup();
        for (int i = 0; i < src.length; i++) {
            int w = i % in.w();
            int h = i / in.w() % in.h();
            int d = i / in.w() / in.h() % in.d();
            int c = i / in.w() / in.h() / in.d() % in.c();
            int n = i / in.w() / in.h() / in.d() / in.c();
            for (int o = 0; o < og; o++) {
                int oc = c / ig * og + o;
                for (int kd = 0; kd < p.kernel().d(); kd++) {
                    int od = d * p.stride().d()
                            - p.paddingBegin().d()
                            + kd * p.dilation().d();
                    for (int kh = 0; od >= 0 && od < out.d() && kh < p.kernel().h(); kh++) {
                        int oh = h * p.stride().h()
                                - p.paddingBegin().h()
                                + kh * p.dilation().h();
                        for (int kw = 0;
                                oh >= 0 && oh < out.h() && kw < p.kernel().w();
                                kw++) {
                            int ow = w * p.stride().w()
                                    - p.paddingBegin().w()
                                    + kw * p.dilation().w();
                            if (ow >= 0 && ow < out.w()) {
                                int wi = (((c * og + o) * p.kernel().d() + kd)
                                                                * p.kernel().h()
                                                        + kh)
                                                * p.kernel().w()
                                        + kw;
                                dst[(((n * out.c() + oc) * out.d() + od) * out.h() + oh) * out.w() + ow] +=
                                        (double) src[i] * weights.weight()[wi];
                            }
                        }
                    }
                }
            }
        }
        return dst;
    }
}
