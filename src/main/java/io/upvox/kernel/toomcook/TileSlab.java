package io.upvox.kernel.toomcook;

/**
 * A part of a problem: some volumes of one group of channels by a box of tiles.
 *
 * @param group of channels
 * @param n0 first sample
 * @param volumes number of samples
 * @param d0 first tile along D
 * @param h0 first tile along H
 * @param w0 first tile along W
 * @param d tiles along D
 * @param h tiles along H
 * @param w tiles along W
 */
record TileSlab(int group, int n0, int volumes, int d0, int h0, int w0, int d, int h, int w) {}
