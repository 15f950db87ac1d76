package io.upvox.spark;

import io.upvox.op.ConvTranspose3dWeights;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Weights on their way to the executors, as little-endian bytes: Java's serialisation writes a byte[] several times faster
 * than a float[].
 */
final class BroadcastWeights implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] shape;
    private final int groups;
    private final byte[] weight;
    private final byte @Nullable [] bias;
    private final String digest;

    BroadcastWeights(ConvTranspose3dWeights weights) {
        shape = new int[] {
            weights.inChannels(),
            weights.outChannels() / weights.groups(),
            weights.kernel().d(),
            weights.kernel().h(),
            weights.kernel().w()
        };
        groups = weights.groups();
        weight = bytes(weights.weight());
        float[] b = weights.bias();
        bias = b == null ? null : bytes(b);
        digest = weights.digest();
    }

    /** The weights' digest. */
    String digest() {
        return digest;
    }

    /** The weights as they were. */
    ConvTranspose3dWeights weights() {
        float[] b = bias == null ? null : floats(bias);
        int[] biasShape = b == null ? null : new int[] {b.length};
        return ConvTranspose3dWeights.of(shape, floats(weight), biasShape, b, groups);
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[Math.multiplyExact(4, values.length)];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
