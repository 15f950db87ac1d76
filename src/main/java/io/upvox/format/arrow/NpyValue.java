package io.upvox.format.arrow;

import io.upvox.tensor.ElementType;
import io.upvox.tensor.NpyHeader;
import io.upvox.tensor.TensorShape;
import java.io.IOException;
import java.util.Arrays;

/**
 * A binary value that is a .npy file.
 *
 * @param header its header
 * @param shape its shape as that of a sample
 * @param begin where it begins in its buffer
 * @param length its bytes
 */
record NpyValue(NpyHeader header, TensorShape shape, long begin, long length) {
    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if it is none, or not of a sample
     */
    static NpyValue open(BufferStream values, long begin, long length) throws IOException {
        byte[] start = new byte[(int) Math.min(length, NpyHeader.PREFIX_BYTES)];
        values.bytes(begin, start, start.length);
        int headerBytes = (int) Math.min(length, NpyHeader.length(start));
        byte[] rest = new byte[headerBytes - start.length];
        values.bytes(begin + start.length, rest, rest.length);
        byte[] bytes = Arrays.copyOf(start, headerBytes);
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        NpyHeader header = NpyHeader.parse(bytes);
        return new NpyValue(header, TensorShape.of(header.shape()), begin, length);
    }

    ElementType type() {
        return header.type();
    }

    /** Bytes behind the header. */
    long dataBytes() {
        return length - header.dataOffset();
    }

    /** Reads the values in row-major order. */
    void read(BufferStream values, float[] dst) throws IOException {
        int n = Math.toIntExact(shape.elements());
        values.floats(header.type(), header.order(), begin + header.dataOffset(), dst, n);
        if (header.fortranOrder()) {
            float[] ordered = header.rowMajor(Arrays.copyOf(dst, n));
            System.arraycopy(ordered, 0, dst, 0, n);
        }
    }
}
