package io.upvox.kernel.toomcook;

import io.upvox.kernel.PackedKernel;
import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.kernel.subconv.Tiles;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import org.jspecify.annotations.Nullable;

/** The same layer by the direct family, for inputs that the transforms do not bear. Packed when it is first needed. */
final class DirectLayer {
    private final ConvTranspose3dParams params;
    private final ConvTranspose3dWeights weights;
    private final Tiles tiles;
    private @Nullable PackedKernel packed;

    DirectLayer(ConvTranspose3dParams params, ConvTranspose3dWeights weights, Tiles tiles) {
        this.params = params;
        this.weights = weights;
        this.tiles = tiles;
    }

    /** The packed layer. */
    synchronized PackedKernel packed() {
        if (packed == null) {
            packed = new SubconvKernel("f32-subconv", tiles).pack(params, weights);
        }
        return packed;
    }
}
