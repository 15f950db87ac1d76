package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.TensorShape;

/**
 * A way to compute ConvTranspose3d. Implementations are stateless; what they prepare from the weights is a {@link
 * PackedKernel}.
 */
public interface ConvTranspose3dKernel {
    /** Family, type and tile, as plans, logs and the option that forces a kernel write it: {@code f32-reference}. */
    String name();

    /** The name without what the inner loops are written with: kernels of one family give the same bits. */
    default String family() {
        return name().replaceFirst("-(vector|scalar)$", "");
    }

    /** Whether this kernel computes that layer, decided by parameters and weights alone, never by extents. */
    Support supports(ConvTranspose3dParams params, ConvTranspose3dWeights weights);

    /**
     * Whether this kernel may be chosen for layers with such parameters. Asked when none is forced; decided by parameters
     * alone, so that a layer's bits do not depend on extents or machine.
     */
    default Support suits(ConvTranspose3dParams params) {
        return Support.yes();
    }

    /**
     * Estimated time of an input voxel of a group, by parameters alone for the same reason: nanoseconds on one machine, of which
     * only the ratios to other kernels' are meant. Asked of kernels that support and suit a layer.
     */
    double cost(ConvTranspose3dParams params);

    /**
     * The same for inputs of one shape. Only kernels of one family are compared by it: they give the same bits, so extents and
     * the width of this JVM's vectors may count.
     */
    default double cost(ConvTranspose3dParams params, TensorShape input) {
        return cost(params);
    }

    /** Whether another kernel of the family is faster in this JVM for any layer: that one runs where this one is chosen. */
    default boolean yields() {
        return false;
    }

    /**
     * Whether it computes what the definition says, products summed directly, within the rounding of a sum; a fast algorithm
     * that trades some of that for speed says no.
     */
    default boolean direct() {
        return true;
    }

    /**
     * Brings the weights into the kernel's own order. Done once per JVM and layer; the result does not depend on extents or
     * output padding.
     *
     * @throws IllegalArgumentException if the layer is not supported
     */
    PackedKernel pack(ConvTranspose3dParams params, ConvTranspose3dWeights weights);
}
