package io.upvox.weights;

/**
 * A tensor of a weights file.
 *
 * @param name its name; empty where the file holds just one
 * @param shape extents
 * @param values row-major, converted to float32
 */
record NamedTensor(String name, int[] shape, float[] values) {}
