package io.upvox.tensor;

import java.io.Serializable;
import java.util.function.IntBinaryOperator;

/**
 * Three ints, one an axis: depth, height, width. Extents of a volume or a kernel, strides, paddings.
 *
 * @param d along depth, the slowest axis
 * @param h along height
 * @param w along width, dense in memory
 */
public record Dhw(int d, int h, int w) implements Serializable {
    /** Axis names in order, as messages print them. */
    public static final String AXES = "DHW";

    /** The same value on all three axes, as a scalar parameter means. */
    public static Dhw of(int value) {
        return new Dhw(value, value, value);
    }

    /**
     * Reads {@code 2}, {@code 1,2,2} or {@code 1x2x2}.
     *
     * @throws IllegalArgumentException if the text is not one or three ints
     */
    public static Dhw parse(String text) {
        String[] parts = text.strip().split("[,x]", -1);
        try {
            if (parts.length == 1) {
                return of(Integer.parseInt(parts[0].strip()));
            }
            if (parts.length == 3) {
                return new Dhw(
                        Integer.parseInt(parts[0].strip()),
                        Integer.parseInt(parts[1].strip()),
                        Integer.parseInt(parts[2].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not one integer or three (D,H,W)", e);
        }
        throw new IllegalArgumentException("'" + text + "' has " + parts.length + " values, not one or three (D,H,W)");
    }

    /** The value on axis 0 (D), 1 (H) or 2 (W). */
    public int axis(int axis) {
        return switch (axis) {
            case 0 -> d;
            case 1 -> h;
            case 2 -> w;
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /** Applies a function axis by axis. */
    public Dhw with(Dhw other, IntBinaryOperator f) {
        return new Dhw(f.applyAsInt(d, other.d), f.applyAsInt(h, other.h), f.applyAsInt(w, other.w));
    }

    /** The product of the three. */
    public long product() {
        return Math.multiplyExact((long) d * h, (long) w);
    }

    /** The smallest of the three. */
    public int min() {
        return Math.min(d, Math.min(h, w));
    }

    /** {@code 2} if all are equal, else {@code 1x2x2}. */
    @Override
    public String toString() {
        return d == h && h == w ? Integer.toString(d) : d + "x" + h + "x" + w;
    }
}
