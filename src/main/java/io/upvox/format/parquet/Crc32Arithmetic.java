package io.upvox.format.parquet;

/**
 * CRC-32 without going through the bytes: of two parts together, from the CRCs of the parts.
 *
 * <p>The CRC's register is a polynomial over GF(2) modulo P, of degree 32; each byte that is added multiplies what it holds by
 * x^8. So the CRC of two parts is that of the first, times x^8 for each byte of the second, plus that of the second. The ones that
 * the register begins with and its inversion at the end cancel out.
 *
 * <p>Source: the CRC of RFC 1952, section 8, and the idea of zlib's {@code crc32_combine}.
 */
final class Crc32Arithmetic {
    /** P without x^32. As in the CRC itself, the highest bit belongs to x^0. */
    private static final int POLYNOMIAL = 0xedb88320;

    private static final int ONE = 1 << 31;
    /** x to the power of 1, 2, 4, ... 2^31; 2^32 gives x again, since P is primitive. */
    private static final int[] SQUARES = squares();
    /** x^-32, since x^(2^32-1) is 1. */
    private static final int X_MINUS_32 = power(0xffff_ffffL - 32);

    private Crc32Arithmetic() {}

    /**
     * The CRC of two parts, one behind the other. Linear in the first: {@code join(a ^ b, c, n)} is {@code join(a, c, n) ^ join(b,
     * 0, n)}.
     *
     * @param first CRC of the first part, unsigned
     * @param second CRC of the second part, unsigned
     * @param secondBytes length of the second part, below 2^60
     * @return unsigned
     */
    static long join(long first, long second, long secondBytes) {
        return Integer.toUnsignedLong(product((int) first, power(8 * secondBytes))) ^ second;
    }

    /** The four bytes, and no others, that have a CRC. */
    static byte[] fourBytes(long crc) {
        // The register begins with ones; the four bytes are added, then it is multiplied by x^32, then inverted.
        byte[] bytes = new byte[4];
        ListPage.littleEndian(bytes, 0, ~product(~(int) crc, X_MINUS_32));
        return bytes;
    }

    private static int[] squares() {
        int[] squares = new int[32];
        squares[0] = ONE >>> 1;
        for (int i = 1; i < squares.length; i++) {
            squares[i] = product(squares[i - 1], squares[i - 1]);
        }
        return squares;
    }

    private static int power(long exponent) {
        int power = ONE;
        for (long rest = exponent; rest != 0; rest &= rest - 1) {
            power = product(power, SQUARES[Long.numberOfTrailingZeros(rest) & 31]);
        }
        return power;
    }

    private static int product(int a, int b) {
        int sum = 0;
        for (int i = 0, shifted = b; i < 32; i++) {
            sum ^= shifted & ((a << i) >> 31);
            shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
        }
        return sum;
    }
}
