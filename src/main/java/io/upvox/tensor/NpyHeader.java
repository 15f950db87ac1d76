package io.upvox.tensor;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of NumPy's .npy format, versions 1.0, 2.0 and 3.0.
 *
 * <p>Source: NumPy's description of the format (numpy.lib.format).
 *
 * @param type element type
 * @param order byte order of the elements
 * @param fortranOrder whether the first dimension is the dense one
 * @param shape extents, any rank
 * @param dataOffset where the values begin, in bytes
 */
public record NpyHeader(ElementType type, ByteOrder order, boolean fortranOrder, long[] shape, int dataOffset) {
    /** Every file begins with these bytes. */
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** As many bytes as are needed to know how long the header is. */
    public static final int PREFIX_BYTES = 12;

    private static final int MAX_HEADER_BYTES = 1 << 20;
    private static final Pattern DICT = Pattern.compile(
            "\\{\\s*(?:(?:'descr'\\s*:\\s*'[^']*'|'fortran_order'\\s*:\\s*(?:True|False)|'shape'\\s*:\\s*\\([^)]*\\))\\s*,?\\s*){3}\\}\\s*");
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /** Whether a file that begins with these bytes is meant to be .npy. */
    public static boolean hasMagic(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Length of prefix and header in bytes, from the first {@link #PREFIX_BYTES} bytes: the offset of the values.
     *
     * @throws IllegalArgumentException if this is no .npy file, or of an unknown version
     */
    public static int length(byte[] start) {
        if (start.length < PREFIX_BYTES || !hasMagic(start)) {
            throw new IllegalArgumentException("it does not begin with .npy's magic bytes");
        }
        int major = start[6];
        if (major < 1 || major > 3) {
            throw new IllegalArgumentException("it has .npy version " + major + ", known are 1 to 3");
        }
        long length = major == 1
                ? 10 + (start[8] & 0xff) + ((start[9] & 0xff) << 8)
                : 12
                        + ((start[8] & 0xff)
                                + ((start[9] & 0xff) << 8)
                                + ((start[10] & 0xff) << 16)
                                + ((long) (start[11] & 0xff) << 24));
        if (length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("its .npy header claims " + length + " bytes");
        }
        return (int) length;
    }

    /**
     * Reads a header.
     *
     * @param bytes at least the first {@link #length} bytes of the file
     * @throws IllegalArgumentException if it is not a header, or of a type that is not supported
     */
    public static NpyHeader parse(byte[] bytes) {
        int length = length(bytes);
        if (bytes.length < length) {
            throw new IllegalArgumentException("its .npy header is truncated");
        }
        int begin = bytes[6] == 1 ? 10 : 12;
        String dict = new String(bytes, begin, length - begin, StandardCharsets.UTF_8).strip();
        if (!DICT.matcher(dict).matches()) {
            throw new IllegalArgumentException("its .npy header is not understood: " + dict);
        }
        String descr = group(DESCR, dict);
        return new NpyHeader(
                type(descr),
                descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                group(ORDER, dict).equals("True"),
                shape(group(SHAPE, dict)),
                length);
    }

    /**
     * Number of elements.
     *
     * @throws IllegalArgumentException if an extent is negative or the product passes 2^63-1
     */
    public long elements() {
        long n = 1;
        for (long x : shape) {
            if (x < 0) {
                throw new IllegalArgumentException("its shape " + Arrays.toString(shape) + " has a negative extent");
            }
            try {
                n = Math.multiplyExact(n, x);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "its shape " + Arrays.toString(shape) + " has more than 2^63-1 elements", e);
            }
        }
        return n;
    }

    /** The extents as ints. */
    public int[] intShape() {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Brings values in Fortran order into row-major order; other values are returned as they are.
     *
     * @param values all values in file order
     */
    public float[] rowMajor(float[] values) {
        if (!fortranOrder || shape.length < 2) {
            return values;
        }
        float[] out = new float[values.length];
        int[] index = new int[shape.length];
        long[] stride = new long[shape.length];
        stride[0] = 1;
        for (int i = 1; i < shape.length; i++) {
            stride[i] = stride[i - 1] * shape[i - 1];
        }
        long at = 0;
        for (int o = 0; o < out.length; o++) {
            out[o] = values[(int) at];
            for (int i = shape.length - 1; i >= 0; i--) {
                at += stride[i];
                if (++index[i] < shape[i]) {
                    break;
                }
                at -= stride[i] * shape[i];
                index[i] = 0;
            }
        }
        return out;
    }

    /**
     * The header of a float32, little-endian, row-major file, version 1.0, padded to a multiple of 64 bytes.
     *
     * @param shape extents
     */
    public static byte[] float32(int... shape) {
        StringBuilder dims = new StringBuilder();
        for (int x : shape) {
            dims.append(x).append(", ");
        }
        String list = shape.length == 1 ? shape[0] + "," : dims.substring(0, Math.max(0, dims.length() - 2));
        String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + list + "), }";
        int length = (10 + dict.length() + 1 + 63) / 64 * 64;
        byte[] header = new byte[length];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) (length - 10);
        header[9] = (byte) ((length - 10) >> 8);
        byte[] text = dict.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 10, text.length);
        header[length - 1] = '\n';
        return header;
    }

    private static String group(Pattern pattern, String dict) {
        Matcher m = pattern.matcher(dict);
        if (!m.find()) {
            throw new IllegalArgumentException("its .npy header lacks a key: " + dict);
        }
        return m.group(1);
    }

    private static long[] shape(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its .npy shape is (" + text + ")", e);
        }
    }

    private static ElementType type(String descr) {
        String code = descr.isEmpty() ? "" : descr.substring(1);
        return switch (code) {
            case "f4" -> ElementType.FLOAT32;
            case "f8" -> ElementType.FLOAT64;
            case "f2" -> ElementType.FLOAT16;
            case "i1" -> ElementType.INT8;
            case "u1" -> ElementType.UINT8;
            case "i2" -> ElementType.INT16;
            case "u2" -> ElementType.UINT16;
            case "i4" -> ElementType.INT32;
            case "u4" -> ElementType.UINT32;
            default ->
                throw new IllegalArgumentException(
                        "its element type is '" + descr + "'; supported are f2, f4, f8, i1, i2, i4, u1, u2, u4");
        };
    }
}
