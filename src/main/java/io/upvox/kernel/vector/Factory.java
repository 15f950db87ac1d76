package io.upvox.kernel.vector;

import io.upvox.kernel.ConvTranspose3dKernel;
import io.upvox.kernel.fold.FoldKernel;
import io.upvox.kernel.rows.RowsKernel;
import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.kernel.subconv.Tiles;
import io.upvox.kernel.tile.ChannelTiles;
import io.upvox.kernel.toomcook.ToomCookKernel;
import java.util.List;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;

/** Makes the kernels; loaded by name, since the classes of this package cannot be linked without the Vector API. */
public final class Factory implements Supplier<List<ConvTranspose3dKernel>> {
    /** Bits of a vector. */
    public static int vectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    @Override
    public List<ConvTranspose3dKernel> get() {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        if (lanes < 4 || lanes > 16) {
            throw new UnsupportedOperationException("vectors of " + vectorBits() + " bits are not supported");
        }
        SharedProfiles.fill();
        ChannelTiles channels = new VectorChannelTiles(Processor.prefersHalves());
        Tiles tiles = new Tiles(channels, new VectorTransposition(), new VectorOneTapTiles(), false);
        return List.of(
                new ToomCookKernel("f32-toomcook-vector", tiles, new VectorRunPasses()),
                new FoldKernel("f32-fold-vector", new VectorFoldLoops()),
                new RowsKernel("f32-rows-vector", new VectorRowTiles()),
                new SubconvKernel("f32-subconv-vector", tiles));
    }
}
