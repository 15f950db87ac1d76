package io.upvox.bench;

import io.upvox.tensor.TensorShape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The samples of one task's files: all different, in one array. */
final class FileSamples {
    /** The output of a 3 to 64 channel layer on 32x32x32 with stride 2: 64 MB. */
    static final TensorShape SHAPE = TensorShape.of(64, 63, 63, 63);

    static final int ELEMENTS = (int) SHAPE.elements();
    static final long BYTES = SHAPE.float32Bytes();

    /** Each sample begins so many values behind the one before. */
    private static final int STEP = 1009;

    private final float[] values;
    private final int count;

    /** @param relu whether negative values are zero, about half of them */
    FileSamples(int count, int seed, boolean relu) {
        this.count = count;
        SplittableRandom random = new SplittableRandom(seed);
        values = new float[ELEMENTS + STEP * (count - 1)];
        for (int i = 0; i < values.length; i++) {
            float v = (float) random.nextDouble(-1, 1);
            values[i] = relu ? Math.max(v, 0) : v;
        }
    }

    int count() {
        return count;
    }

    float[] values() {
        return values;
    }

    /** Index of a sample's first value. */
    int offset(int sample) {
        return STEP * sample;
    }

    /** @throws IllegalStateException unless an array begins with a sample, bit for bit */
    void check(String name, int sample, float[] found) {
        int at = Arrays.mismatch(found, 0, ELEMENTS, values, offset(sample), offset(sample) + ELEMENTS);
        if (at >= 0) {
            throw new IllegalStateException(
                    name + " is wrong: value " + at + " of sample " + sample + " is " + found[at]);
        }
    }
}
