package io.upvox.tensor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The shape of a sample, row-major: (C,D,H,W), or (N,C,D,H,W) when the sample is itself a batch.
 *
 * <p>Every extent but N is at least 1; N may be 0. The number of elements fits a long.
 *
 * @param batched whether the shape has rank 5
 * @param n volumes in the sample; 1 when not batched
 * @param c channels
 * @param d depth
 * @param h height
 * @param w width, dense in memory
 */
public record TensorShape(boolean batched, int n, int c, int d, int h, int w) implements Serializable {
    public TensorShape {
        if (n < 0 || c < 1 || d < 1 || h < 1 || w < 1 || (!batched && n != 1)) {
            throw new IllegalArgumentException("shape " + text(batched, n, c, d, h, w)
                    + " has an extent below 1; every extent must be at least 1");
        }
        long plane = (long) h * w;
        try {
            Math.multiplyExact(Math.multiplyExact(Math.multiplyExact(plane, (long) d), (long) c), (long) n);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "shape " + text(batched, n, c, d, h, w)
                            + " has more than 2^63-1 elements; cut the sample into smaller ones",
                    e);
        }
    }

    /** An unbatched shape. */
    public static TensorShape of(int c, int d, int h, int w) {
        return new TensorShape(false, 1, c, d, h, w);
    }

    /** A shape of rank 5. */
    public static TensorShape ofBatch(int n, int c, int d, int h, int w) {
        return new TensorShape(true, n, c, d, h, w);
    }

    /**
     * Four or five extents as found in a file or an option.
     *
     * @throws IllegalArgumentException if the rank is another, an extent is below 1 or above 2^31-1, or the product
     *     passes 2^63-1
     */
    public static TensorShape of(long... dims) {
        if (dims.length != 4 && dims.length != 5) {
            throw new IllegalArgumentException("shape " + text(dims) + " has rank " + dims.length
                    + "; a sample has rank 4 (C,D,H,W) or 5 (N,C,D,H,W)");
        }
        for (long x : dims) {
            if (x > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape " + text(dims) + " has an extent above 2^31-1; cut the sample into smaller ones");
            }
            if (x < 0) {
                throw new IllegalArgumentException(
                        "shape " + text(dims) + " has a negative extent; every extent must be at least 1");
            }
        }
        int i = dims.length - 4;
        return new TensorShape(
                i == 1, i == 1 ? (int) dims[0] : 1, (int) dims[i], (int) dims[i + 1], (int) dims[i + 2], (int)
                        dims[i + 3]);
    }

    /** Depth, height and width. */
    public Dhw extents() {
        return new Dhw(d, h, w);
    }

    /** The same batch with other channels and extents. */
    public TensorShape withVolume(int channels, Dhw extents) {
        return new TensorShape(batched, n, channels, extents.d(), extents.h(), extents.w());
    }

    /** 4 or 5. */
    public int rank() {
        return batched ? 5 : 4;
    }

    /** The extents, slowest first; length {@link #rank()}. */
    public int[] dims() {
        return batched ? new int[] {n, c, d, h, w} : new int[] {c, d, h, w};
    }

    /** Elements of one channel of one volume. */
    public long channelElements() {
        return (long) d * h * w;
    }

    /** Elements of the sample. */
    public long elements() {
        return channelElements() * c * n;
    }

    /** Bytes of the sample as float32. */
    public long float32Bytes() {
        return Math.multiplyExact(4L, elements());
    }

    /** {@code (3,32,32,32)}. */
    @Override
    public String toString() {
        return text(batched, n, c, d, h, w);
    }

    private static String text(boolean batched, int n, int c, int d, int h, int w) {
        return "(" + (batched ? n + "," : "") + c + "," + d + "," + h + "," + w + ")";
    }

    private static String text(long[] dims) {
        return Arrays.toString(dims).replace('[', '(').replace(']', ')').replace(" ", "");
    }
}
