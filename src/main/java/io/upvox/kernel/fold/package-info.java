/**
 * Kernels for few output channels: a matrix product of all taps with the input voxels, whose rows are then added up at their
 * shifts (col2im). Nothing is multiplied twice, and the voxels are the lanes, however few outputs there are.
 */
@NullMarked
package io.upvox.kernel.fold;

import org.jspecify.annotations.NullMarked;
