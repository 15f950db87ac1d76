package io.upvox.bench;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.tensor.TensorShape;
import java.util.SplittableRandom;

/** Compares some of a result's values with sums in double, taken from the definition. */
final class SampledCheck {
    private static final int SAMPLES = 2000;
    private static final int CORNER = 50;

    private final ConvTranspose3dParams p;
    private final TensorShape in;
    private final TensorShape out;
    private final float[] src;
    private final float[] weight;
    private final float[] bias;

    SampledCheck(ConvTranspose3dProblem problem, float[] src, float[] weight, float[] bias) {
        this.p = problem.params();
        this.in = problem.input();
        this.out = problem.output();
        this.src = src;
        this.weight = weight;
        this.bias = bias;
    }

    /** The largest error, relative to the sum of the absolute values of what was added: both ends, and values at random. */
    double worst(float[] dst) {
        SplittableRandom random = new SplittableRandom(7);
        double worst = 0;
        for (int s = 0; s < SAMPLES; s++) {
            int corner = s % CORNER % dst.length;
            int i = s < CORNER ? corner : s < 2 * CORNER ? dst.length - 1 - corner : random.nextInt(dst.length);
            double error = error(i, dst[i]);
            if (!(error <= worst)) {
                worst = error; // also a NaN
            }
        }
        return worst;
    }

    private double error(int i, float is) {
        int ow = i % out.w();
        int oh = i / out.w() % out.h();
        int plane = i / out.w() / out.h();
        int od = plane % out.d();
        int c = plane / out.d() % out.c();
        int n = plane / out.d() / out.c();
        double sum = bias[c];
        double absolute = Math.abs(bias[c]);
        for (int kd = 0; kd < p.kernel().d(); kd++) {
            int d = position(0, od, kd);
            for (int kh = 0; d >= 0 && kh < p.kernel().h(); kh++) {
                int h = position(1, oh, kh);
                for (int kw = 0; h >= 0 && kw < p.kernel().w(); kw++) {
                    int w = position(2, ow, kw);
                    for (int j = 0; w >= 0 && j < p.inChannelsPerGroup(); j++) {
                        double product = product(n, c, j, new int[] {d, h, w}, new int[] {kd, kh, kw});
                        sum += product;
                        absolute += Math.abs(product);
                    }
                }
            }
        }
        return Math.abs(is - sum) / Math.max(absolute, Double.MIN_NORMAL);
    }

    /** The input position that reaches an output position by a tap, or -1. */
    private int position(int axis, int output, int tap) {
        int shifted = output + p.paddingBegin().axis(axis) - tap * p.dilation().axis(axis);
        int stride = p.stride().axis(axis);
        int position = Math.floorDiv(shifted, stride);
        boolean reached =
                shifted >= 0 && shifted % stride == 0 && position < in.extents().axis(axis);
        return reached ? position : -1;
    }

    private double product(int n, int c, int j, int[] at, int[] tap) {
        int channel = c / p.outChannelsPerGroup() * p.inChannelsPerGroup() + j;
        long x = (((long) n * in.c() + channel) * in.d() + at[0]) * in.h() + at[1];
        long w = ((long) channel * p.outChannelsPerGroup() + c % p.outChannelsPerGroup())
                        * p.kernel().d()
                + tap[0];
        w = (w * p.kernel().h() + tap[1]) * p.kernel().w() + tap[2];
        return (double) src[(int) (x * in.w() + at[2])] * weight[(int) w];
    }
}
