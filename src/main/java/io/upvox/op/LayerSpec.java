package io.upvox.op;

import io.upvox.tensor.Dhw;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a layer beside its weights; channels, kernel and grouped layouts come from the weights.
 *
 * @param stride at least 1
 * @param paddingBegin at least 0
 * @param paddingEnd at least 0
 * @param outputPadding at least 0; must be 0 where an output size is given
 * @param dilation at least 1
 * @param groups of a rank 5 weight tensor
 * @param outputSize wanted output extents, from which the output padding follows, or null
 */
public record LayerSpec(
        Dhw stride,
        Dhw paddingBegin,
        Dhw paddingEnd,
        Dhw outputPadding,
        Dhw dilation,
        int groups,
        @Nullable Dhw outputSize)
        implements Serializable {

    /** @throws IllegalArgumentException if both an output size and an output padding are given, or a size is below 1 */
    public LayerSpec {
        if (outputSize != null && !outputPadding.equals(Dhw.of(0))) {
            throw new IllegalArgumentException("Cannot set up ConvTranspose3d: output size " + outputSize
                    + " and output padding " + outputPadding + " are both given; give one of them");
        }
        if (outputSize != null && outputSize.min() < 1) {
            throw new IllegalArgumentException(
                    "Cannot set up ConvTranspose3d: output size is " + outputSize + "; give at least 1 on every axis");
        }
    }

    /**
     * The layer's parameters. With an output size they still have output padding 0: {@link #forInput} derives it.
     *
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public ConvTranspose3dParams params(ConvTranspose3dWeights weights) {
        return weights.params()
                .stride(stride)
                .padding(paddingBegin, paddingEnd)
                .outputPadding(outputPadding)
                .dilation(dilation)
                .build();
    }

    /**
     * The parameters for one input: with an output size, the output padding that gives it.
     *
     * @throws IllegalArgumentException if the size cannot be reached
     */
    public ConvTranspose3dParams forInput(ConvTranspose3dParams params, Dhw extents) {
        return outputSize == null ? params : params.withOutputSize(extents, outputSize);
    }
}
