package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;

/**
 * A way to compute ConvTranspose3d. Implementations are stateless; what they prepare from the weights is a {@link
 * PackedKernel}.
 */
public interface ConvTranspose3dKernel {
    /** Family, type and tile, as plans, logs and the option that forces a kernel write it: {@code f32-reference}. */
    String name();

    /** Whether this kernel computes that layer, decided by parameters and weights alone, never by extents. */
    Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights);

    /**
     * Brings the weights into the kernel's own order. Done once per JVM and layer; the result does not depend on extents or
     * output padding.
     *
     * @throws IllegalArgumentException if the layer is not supported
     */
    PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights);
}
