package io.upvox.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * An element type that files may hold. Everything is computed in float32: float16, bfloat16, (u)int8 and (u)int16
 * convert exactly; float64, int32 and uint32 round to the nearest float32, ties to even, and a float64 beyond the range
 * of float32 becomes an infinity.
 */
public enum ElementType {
    FLOAT32(4),
    FLOAT64(8),
    FLOAT16(2),
    BFLOAT16(2),
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The name as options and messages write it: {@code float32}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ElementType parse(String name) {
        for (ElementType t : values()) {
            if (t.text().equals(name)) {
                return t;
            }
        }
        throw new IllegalArgumentException("element type '" + name
                + "' is not one of float32, float64, float16, bfloat16, int8, uint8, int16, uint16, int32, uint32");
    }

    /**
     * Converts consecutive elements to float32.
     *
     * @param src {@code count * bytes()} bytes from {@code srcOffset} are read
     * @param order byte order of the elements
     * @param dst {@code count} floats from {@code dstOffset} are written
     */
    public void toFloat32(byte[] src, int srcOffset, ByteOrder order, float[] dst, int dstOffset, int count) {
        ByteBuffer in = ByteBuffer.wrap(src, srcOffset, Math.multiplyExact(count, bytes))
                .slice()
                .order(order);
        toFloat32(in, dst, dstOffset, count);
    }

    /**
     * Converts consecutive elements to float32, from the buffer's position on and in its byte order; the position moves
     * past them.
     */
    public void toFloat32(ByteBuffer src, float[] dst, int dstOffset, int count) {
        int end = dstOffset + count;
        switch (this) {
            case FLOAT32 -> {
                src.asFloatBuffer().get(dst, dstOffset, count);
                src.position(src.position() + 4 * count);
            }
            case FLOAT64 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = (float) src.getDouble();
                }
            }
            case FLOAT16 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = float16(src.getShort());
                }
            }
            case BFLOAT16 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = Float.intBitsToFloat(src.getShort() << 16);
                }
            }
            case INT8 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.get();
                }
            }
            case UINT8 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.get() & 0xff;
                }
            }
            case INT16 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.getShort();
                }
            }
            case UINT16 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.getShort() & 0xffff;
                }
            }
            case INT32 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.getInt();
                }
            }
            case UINT32 -> {
                for (int i = dstOffset; i < end; i++) {
                    dst[i] = src.getInt() & 0xffffffffL;
                }
            }
        }
    }

    /** IEEE 754 binary16 to binary32, exactly; Java's own conversion came with 20. */
    static float float16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = mantissa * 0x1p-24f; // zero and subnormals
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
    }
}
