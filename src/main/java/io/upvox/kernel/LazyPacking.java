package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A layer's weights for a kernel that may never run: packed when they are first needed. */
public final class LazyPacking {
    private final ConvTranspose3dKernel kernel;
    private final ConvTranspose3dParams params;
    /** Until they are packed: large layers need not be kept twice. */
    private @Nullable ConvTranspose3dWeights weights;

    private @Nullable PackedKernel packed;

    /** Nothing is packed yet. */
    public LazyPacking(ConvTranspose3dKernel kernel, ConvTranspose3dParams params, ConvTranspose3dWeights weights) {
        this.kernel = kernel;
        this.params = params;
        this.weights = weights;
    }

    /** The packed weights: other threads wait while the first one packs. */
    public synchronized PackedKernel packed() {
        PackedKernel found = packed;
        if (found == null) {
            found = kernel.pack(params, Objects.requireNonNull(weights));
            packed = found;
            weights = null;
        }
        return found;
    }
}
