package io.upvox.format;

import io.upvox.tensor.TensorShape;

/**
 * One row of output: a whole sample, or a slab of one along D.
 *
 * @param shape shape of this row's values
 * @param firstPlane where the slab begins along D; 0 for a whole sample
 * @param whole shape of the whole sample
 */
public record OutputRow(TensorShape shape, int firstPlane, TensorShape whole) {
    /** A row that holds the whole sample. */
    public static OutputRow whole(TensorShape shape) {
        return new OutputRow(shape, 0, shape);
    }
}
