package io.upvox.weights;

import io.upvox.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteOrder;

/** Converts a run of stored values to float32, chunk by chunk. */
final class Values {
    private static final int CHUNK_BYTES = 1 << 22;

    private Values() {}

    static float[] read(ByteSource file, long offset, ElementType type, ByteOrder order, int count) throws IOException {
        float[] values = new float[count];
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int i = 0; i < count; i += perChunk) {
            int n = Math.min(perChunk, count - i);
            byte[] bytes = file.read(offset + (long) i * type.bytes(), n * type.bytes());
            type.toFloat32(bytes, 0, order, values, i, n);
        }
        return values;
    }
}
