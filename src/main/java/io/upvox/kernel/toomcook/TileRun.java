package io.upvox.kernel.toomcook;

/**
 * Tiles of a unit whose products are summed in one run.
 *
 * @param from first term that they take
 * @param until behind the last term; not above {@code from} for sums of nothing
 * @param features the first of them among those that a feature is computed for
 * @param sums the first of them among those that sums are made for
 * @param count how many
 */
record TileRun(int from, int until, int features, int sums, int count) {}
