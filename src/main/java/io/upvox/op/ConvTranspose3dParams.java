package io.upvox.op;

import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.io.Serializable;

/**
 * The parameters of a transposed 3D convolution, as PyTorch's and MegEngine's ConvTranspose3d and ONNX's ConvTranspose
 * mean them (cross-correlation convention), with begin and end padding as ONNX has it.
 *
 * <p>Per axis: {@code out = (in-1)*stride - paddingBegin - paddingEnd + dilation*(kernel-1) + outputPadding + 1}.
 *
 * @param inChannels input channels, at least 1, a multiple of groups
 * @param outChannels output channels, at least 1, a multiple of groups
 * @param kernel kernel extents, at least 1
 * @param stride at least 1
 * @param paddingBegin trimmed from the low end of the output; at least 0, may exceed dilation*(kernel-1): it crops
 * @param paddingEnd trimmed from the high end of the output; at least 0
 * @param outputPadding added at the high end of the output, computed like the rest; at least 0 and below max(stride,
 *     dilation) of its axis
 * @param dilation distance of kernel taps, at least 1
 * @param groups at least 1
 */
public record ConvTranspose3dParams(
        int inChannels,
        int outChannels,
        Dhw kernel,
        Dhw stride,
        Dhw paddingBegin,
        Dhw paddingEnd,
        Dhw outputPadding,
        Dhw dilation,
        int groups)
        implements Serializable {

    /** @throws IllegalArgumentException if a parameter is outside its range; the message says which and what to do */
    public ConvTranspose3dParams {
        if (groups < 1) {
            throw bad("groups is " + groups, "give at least 1");
        }
        checkChannels("input", inChannels, groups);
        checkChannels("output", outChannels, groups);
        checkAtLeast("kernel", kernel, 1);
        checkAtLeast("stride", stride, 1);
        checkAtLeast("dilation", dilation, 1);
        checkAtLeast("padding", paddingBegin, 0);
        checkAtLeast("end padding", paddingEnd, 0);
        checkAtLeast("output padding", outputPadding, 0);
        for (int a = 0; a < 3; a++) {
            int limit = Math.max(stride.axis(a), dilation.axis(a));
            if (outputPadding.axis(a) >= limit) {
                throw bad(
                        "output padding " + outputPadding + " reaches max(stride, dilation) = " + limit + " on axis "
                                + Dhw.AXES.charAt(a) + " (stride " + stride + ", dilation " + dilation + ")",
                        "give at most " + (limit - 1) + " there");
            }
        }
    }

    /** Starts with the channels and kernel of a weight tensor and the defaults of PyTorch. */
    public static Builder builder(int inChannels, int outChannels, Dhw kernel) {
        return new Builder(inChannels, outChannels, kernel);
    }

    /** A builder that starts from these parameters. */
    public Builder toBuilder() {
        return new Builder(inChannels, outChannels, kernel)
                .stride(stride)
                .padding(paddingBegin, paddingEnd)
                .outputPadding(outputPadding)
                .dilation(dilation)
                .groups(groups);
    }

    /** Input channels of one group. */
    public int inChannelsPerGroup() {
        return inChannels / groups;
    }

    /** Output channels of one group. */
    public int outChannelsPerGroup() {
        return outChannels / groups;
    }

    /** Elements of the weight tensor (inChannels, outChannels/groups, kD, kH, kW). */
    public long weightElements() {
        return Math.multiplyExact((long) inChannels * outChannelsPerGroup(), kernel.product());
    }

    /**
     * Output extents of a volume.
     *
     * @throws IllegalArgumentException if an extent would be below 1 or above 2^31-1
     */
    public Dhw outputExtents(Dhw in) {
        int[] out = new int[3];
        for (int a = 0; a < 3; a++) {
            long o = outputExtent(in, a);
            if (o < 1) {
                throw new IllegalArgumentException("Cannot upsample an input of " + in + ": the output would be " + o
                        + " on axis " + Dhw.AXES.charAt(a) + " (" + formula(in, a)
                        + "); give less padding or larger volumes");
            }
            if (o > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Cannot upsample an input of " + in + ": the output would be " + o
                        + " on axis " + Dhw.AXES.charAt(a) + " (" + formula(in, a)
                        + "), above 2^31-1; give a smaller stride");
            }
            out[a] = (int) o;
        }
        return new Dhw(out[0], out[1], out[2]);
    }

    /**
     * The output's shape; it has the input's rank.
     *
     * @throws IllegalArgumentException if the channels differ from {@link #inChannels} or an output extent is below 1
     */
    public TensorShape outputShape(TensorShape in) {
        if (in.c() != inChannels) {
            throw new IllegalArgumentException("Cannot upsample an input of shape " + in + ": it has " + in.c()
                    + " channels, the weights take " + inChannels + "; give the weights that belong to this data");
        }
        return in.withVolume(outChannels, outputExtents(in.extents()));
    }

    /** The output extent of one axis, unchecked: may be below 1. */
    public long outputExtent(Dhw in, int axis) {
        return (in.axis(axis) - 1L) * stride.axis(axis)
                - paddingBegin.axis(axis)
                - paddingEnd.axis(axis)
                + dilation.axis(axis) * (kernel.axis(axis) - 1L)
                + outputPadding.axis(axis)
                + 1;
    }

    /** The output formula of one axis with the values filled in, as {@code (32-1)*2 - 1 - 1 + 1*(3-1) + 0 + 1 = 63}. */
    public String formula(Dhw in, int axis) {
        return "(" + in.axis(axis) + "-1)*" + stride.axis(axis) + " - " + paddingBegin.axis(axis) + " - "
                + paddingEnd.axis(axis) + " + " + dilation.axis(axis) + "*(" + kernel.axis(axis) + "-1) + "
                + outputPadding.axis(axis) + " + 1 = " + outputExtent(in, axis);
    }

    /**
     * The same layer with the output padding that gives the wanted output extents, as PyTorch's {@code output_size}.
     *
     * @throws IllegalArgumentException if no output padding gives them; the message says which sizes can be had
     */
    public ConvTranspose3dParams withOutputSize(Dhw in, Dhw outputSize) {
        ConvTranspose3dParams unpadded = toBuilder().outputPadding(Dhw.of(0)).build();
        int[] pad = new int[3];
        for (int a = 0; a < 3; a++) {
            long least = unpadded.outputExtent(in, a);
            long most = least + Math.max(stride.axis(a), dilation.axis(a)) - 1;
            int wanted = outputSize.axis(a);
            if (wanted < 1) {
                throw bad("output size " + outputSize + " is below 1 on axis " + Dhw.AXES.charAt(a), "give at least 1");
            }
            if (wanted < least || wanted > most) {
                throw bad(
                        "output size " + outputSize + " cannot be reached from an input of " + in + ": axis "
                                + Dhw.AXES.charAt(a) + " can give " + least + " to " + most,
                        "ask for a size in that range");
            }
            pad[a] = (int) (wanted - least);
        }
        return toBuilder().outputPadding(new Dhw(pad[0], pad[1], pad[2])).build();
    }

    private static void checkChannels(String which, int channels, int groups) {
        if (channels < 1) {
            throw bad(which + " channels are " + channels, "give at least 1");
        }
        if (channels % groups != 0) {
            throw bad(
                    channels + " " + which + " channels are not divisible by " + groups + " groups",
                    "give a number of groups that divides both channel counts");
        }
    }

    private static void checkAtLeast(String which, Dhw v, int least) {
        if (v.min() < least) {
            throw bad(which + " is " + v, "give at least " + least + " on every axis");
        }
    }

    private static IllegalArgumentException bad(String fact, String remedy) {
        return new IllegalArgumentException("Cannot set up ConvTranspose3d: " + fact + "; " + remedy);
    }

    /** Builds parameters; what is not set has PyTorch's default. */
    public static final class Builder {
        private final int inChannels;
        private final int outChannels;
        private final Dhw kernel;
        private Dhw stride = Dhw.of(1);
        private Dhw paddingBegin = Dhw.of(0);
        private Dhw paddingEnd = Dhw.of(0);
        private Dhw outputPadding = Dhw.of(0);
        private Dhw dilation = Dhw.of(1);
        private int groups = 1;

        private Builder(int inChannels, int outChannels, Dhw kernel) {
            this.inChannels = inChannels;
            this.outChannels = outChannels;
            this.kernel = kernel;
        }

        /** Default 1. */
        public Builder stride(Dhw v) {
            stride = v;
            return this;
        }

        /** Trimmed from both ends; default 0. */
        public Builder padding(Dhw v) {
            return padding(v, v);
        }

        /** Trimmed from the low and the high end; default 0. */
        public Builder padding(Dhw begin, Dhw end) {
            paddingBegin = begin;
            paddingEnd = end;
            return this;
        }

        /** Default 0. */
        public Builder outputPadding(Dhw v) {
            outputPadding = v;
            return this;
        }

        /** Default 1. */
        public Builder dilation(Dhw v) {
            dilation = v;
            return this;
        }

        /** Default 1. */
        public Builder groups(int v) {
            groups = v;
            return this;
        }

        /**
         * The parameters.
         *
         * @throws IllegalArgumentException if a parameter is outside its range
         */
        public ConvTranspose3dParams build() {
            return new ConvTranspose3dParams(
                    inChannels, outChannels, kernel, stride, paddingBegin, paddingEnd, outputPadding, dilation, groups);
        }
    }
}
