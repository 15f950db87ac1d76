package io.upvox.kernel.toomcook;

import io.upvox.kernel.tile.ChannelTiles;

/**
 * Where a pass reads and writes: rows of one length at fixed distances. Lengths and steps count elements and are multiples of
 * {@link ChannelTiles#PITCH}, the channels of a voxel.
 *
 * @param rows number of rows
 * @param length elements of a row that are written
 * @param srcStep distance of rows that are read
 * @param dstStep distance of rows that are written
 * @param spread whether the first voxels of tiles are read, instead of all voxels
 */
public record Runs(int rows, int length, int srcStep, int dstStep, boolean spread) {
    /** One row, read voxel by voxel. */
    static Runs one(int length) {
        return new Runs(1, length, 0, 0, false);
    }
}
