package io.upvox.kernel.subconv;

import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.tile.OneTapTiles;
import io.upvox.kernel.tile.ScalarChannelTiles;
import io.upvox.kernel.tile.Transposition;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops of a kernel, all of one kind: vectors or plain Java.
 *
 * @param channels sums for many output channels
 * @param transposition packs and stores for it
 * @param oneTap for kernels equal to their stride, or null
 * @param plain whether they are plain Java: then voxels side by side are faster than channels
 */
public record Tiles(
        ChannelTiles channels,
        Transposition transposition,
        @Nullable OneTapTiles oneTap,
        boolean plain) {
    /** In plain Java. */
    public static Tiles inPlainJava() {
        return new Tiles(new ScalarChannelTiles(), new Transposition.Scalar(), null, true);
    }

    /** Elements beyond a packed input that may be read. */
    int slack(int pitch) {
        return pitch * ChannelTiles.SLACK + ChannelTiles.PITCH;
    }
}
