package io.upvox.kernel.fold;

/**
 * A piece of work.
 *
 * @param sample which volume of the batch
 * @param group which group of channels
 * @param plane0 first output plane
 * @param plane1 behind the last output plane
 * @param rows strip of cells along H
 * @param columns chunk of cells along W
 */
record FoldUnit(int sample, int group, int plane0, int plane1, Window rows, Window columns) {}
