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
 * @param spread whether every other voxel is read, instead of every one
 */
public record Runs(int rows, int length, int srcStep, int dstStep, boolean spread) {
    /** One row, read voxel by voxel. */
    static Runs one(int length) {
        return new Runs(1, length, 0, 0, false);
    }

    /** Added to an element's index within a row: the elements of the voxels before it that are passed over. */
    public int skipMask() {
        return spread ? -ChannelTiles.PITCH : 0;
    }
}
