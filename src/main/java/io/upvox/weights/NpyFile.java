package io.upvox.weights;

import io.upvox.tensor.NpyHeader;
import java.io.IOException;

/** A .npy file: one array. */
public final class NpyFile {
    private NpyFile() {}

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if the file is not valid, or shorter than its shape says; the message is the fact alone
     */
    public static NpyHeader header(ByteSource file) throws IOException {
        long size = file.size();
        if (size < NpyHeader.PREFIX_BYTES) {
            throw new IllegalArgumentException("it has " + size + " bytes, too few for a .npy header");
        }
        int length = NpyHeader.length(file.read(0, NpyHeader.PREFIX_BYTES));
        if (length > size) {
            throw new IllegalArgumentException(
                    "it is truncated: its header claims " + length + " bytes, the file has " + size);
        }
        NpyHeader header = NpyHeader.parse(file.read(0, length));
        long elements = header.elements();
        long available = (size - length) / header.type().bytes();
        if (available < elements) {
            throw new IllegalArgumentException(
                    "it is truncated: its shape says " + elements + " values, the file has " + available);
        }
        return header;
    }

    /**
     * Reads all values, row-major, converted to float32.
     *
     * @throws IllegalArgumentException if there are more than one array holds; the message is the fact alone
     */
    public static float[] values(ByteSource file, NpyHeader header) throws IOException {
        long elements = header.elements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("it has " + elements + " values, more than one array holds");
        }
        float[] values = Values.read(file, header.dataOffset(), header.type(), header.order(), (int) elements);
        return header.rowMajor(values);
    }
}
