package io.upvox.op;

import io.upvox.tensor.Dhw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer: a float32 tensor (inChannels, outChannels/groups, kD, kH, kW), row-major, and an optional
 * bias (outChannels).
 *
 * <p>PyTorch, ONNX and MegEngine (groups 1) store that layout. MegEngine's grouped layout (groups, inChannels/groups,
 * outChannels/groups, kD, kH, kW) has the same bytes and is taken as well.
 */
public final class ConvTranspose3dWeights {
    private final int inChannels;
    private final int outChannels;
    private final int groups;
    private final Dhw kernel;
    private final float[] weight;
    private final float @Nullable [] bias;

    private ConvTranspose3dWeights(
            int inChannels, int outChannels, int groups, Dhw kernel, float[] weight, float @Nullable [] bias) {
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.groups = groups;
        this.kernel = kernel;
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Weights as found in a file.
     *
     * @param shape rank 5 (inChannels, outChannels/groups, kD, kH, kW) or rank 6 (groups, inChannels/groups,
     *     outChannels/groups, kD, kH, kW)
     * @param weight row-major values; kept, not copied
     * @param biasShape (outChannels) or (1, outChannels, 1, 1, 1); null without bias
     * @param bias the values; null without bias
     * @param groups of a rank 5 weight; for rank 6 it must be 1 (not said) or what the tensor says
     * @throws IllegalArgumentException if shapes, lengths and groups do not belong together
     */
    public static ConvTranspose3dWeights of(
            int[] shape, float[] weight, int @Nullable [] biasShape, float @Nullable [] bias, int groups) {
        if (shape.length != 5 && shape.length != 6) {
            throw bad(
                    "the weight has shape " + text(shape) + " of rank " + shape.length,
                    "give (Cin,Cout/groups,kD,kH,kW) or (groups,Cin/groups,Cout/groups,kD,kH,kW)");
        }
        long elements = 1;
        for (int x : shape) {
            if (x < 1) {
                throw bad(
                        "the weight has shape " + text(shape) + " with an extent below 1",
                        "give a weight that is not empty");
            }
            elements = Math.multiplyExact(elements, (long) x);
        }
        if (elements != weight.length) {
            throw bad(
                    "the weight of shape " + text(shape) + " has " + weight.length + " values, not " + elements,
                    "save the weights again");
        }
        boolean grouped = shape.length == 6;
        if (groups < 1) {
            throw bad("groups is " + groups, "give at least 1");
        }
        if (grouped && groups != 1 && groups != shape[0]) {
            throw bad(
                    "the weight of shape " + text(shape) + " has " + shape[0] + " groups, " + groups
                            + " were asked for",
                    "leave the groups out or give " + shape[0]);
        }
        int g = grouped ? shape[0] : groups;
        int in = grouped ? Math.multiplyExact(shape[0], shape[1]) : shape[0];
        int out = Math.multiplyExact(shape[shape.length - 4], g);
        if (in % g != 0) {
            throw bad(
                    "the weight of shape " + text(shape) + " has " + in + " input channels, which " + g
                            + " groups do not divide",
                    "give a number of groups that divides them");
        }
        int r = shape.length;
        checkBias(out, biasShape, bias);
        return new ConvTranspose3dWeights(in, out, g, new Dhw(shape[r - 3], shape[r - 2], shape[r - 1]), weight, bias);
    }

    private static void checkBias(int out, int @Nullable [] shape, float @Nullable [] bias) {
        if (bias == null || shape == null) {
            return;
        }
        boolean flat = shape.length == 1 && shape[0] == out;
        boolean broadcast = Arrays.equals(shape, new int[] {1, out, 1, 1, 1});
        if ((!flat && !broadcast) || bias.length != out) {
            throw bad(
                    "the bias has shape " + text(shape) + " for " + out + " output channels",
                    "give (" + out + ") or (1," + out + ",1,1,1)");
        }
    }

    private static IllegalArgumentException bad(String fact, String remedy) {
        return new IllegalArgumentException("Cannot use the weights: " + fact + "; " + remedy);
    }

    private static String text(int[] shape) {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')').replace(" ", "");
    }

    /** Input channels of all groups. */
    public int inChannels() {
        return inChannels;
    }

    /** Output channels of all groups. */
    public int outChannels() {
        return outChannels;
    }

    /** Channel groups. */
    public int groups() {
        return groups;
    }

    /** Kernel extents. */
    public Dhw kernel() {
        return kernel;
    }

    /** The values (inChannels, outChannels/groups, kD, kH, kW); not a copy: do not write. */
    public float[] weight() {
        return weight;
    }

    /** The bias (outChannels), or null; not a copy: do not write. */
    public float @Nullable [] bias() {
        return bias;
    }

    /** The bias of an output channel, +0 without bias. */
    public float bias(int outChannel) {
        return bias == null ? 0f : bias[outChannel];
    }

    /** A builder of parameters with these channels, kernel and groups. */
    public ConvTranspose3dParams.Builder params() {
        return ConvTranspose3dParams.builder(inChannels, outChannels, kernel).groups(groups);
    }

    /** Whether no weight is NaN or infinite. With such weights a product with an inserted zero would show in the result. */
    public boolean weightIsFinite() {
        for (float x : weight) {
            if (!Float.isFinite(x)) {
                return false;
            }
        }
        return true;
    }

    /** SHA-256 over shape, groups, weight and bias, in hex: the name of these weights in manifests and caches. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            int[] head = {inChannels, outChannels, groups, kernel.d(), kernel.h(), kernel.w(), bias == null ? 0 : 1};
            ByteBuffer headBytes = ByteBuffer.allocate(4 * head.length).order(ByteOrder.LITTLE_ENDIAN);
            headBytes.asIntBuffer().put(head);
            sha.update(headBytes);
            update(sha, weight);
            if (bias != null) {
                update(sha, bias);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest sha, float[] values) {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; ) {
            int n = Math.min(values.length - i, chunk.capacity() / 4);
            chunk.clear().limit(4 * n);
            chunk.asFloatBuffer().put(values, i, n);
            sha.update(chunk);
            i += n;
        }
    }
}
