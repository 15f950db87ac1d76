package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dProblem;
import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.Dhw;
import io.upvox.tensor.TensorShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One layer, ready to run: the chosen kernel with its weights packed. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * ConvTranspose3d layer = ConvTranspose3d.of(weights.params().stride(Dhw.of(2)).build(), weights, KernelOptions.DEFAULT);
 * float[] output = layer.forward(input, TensorShape.of(3, 32, 32, 32), 2);
 * }</pre>
 */
public final class ConvTranspose3d {
    private final ConvTranspose3dParams params;
    private final KernelChoice choice;
    private final Map<ConvTranspose3dKernel, LazyPacking> packings = new LinkedHashMap<>();

    private ConvTranspose3d(ConvTranspose3dParams params, ConvTranspose3dWeights weights, KernelChoice choice) {
        this.params = params;
        this.choice = choice;
        packings.put(choice.kernel(), new LazyPacking(choice.kernel(), params, weights));
        for (ConvTranspose3dKernel other : choice.inPlace()) {
            packings.put(other, new LazyPacking(other, params, weights));
        }
    }

    /**
     * Chooses a kernel and packs the weights.
     *
     * @throws IllegalArgumentException if weights and parameters do not belong together, or a forced kernel cannot be had
     */
    public static ConvTranspose3d of(
            ConvTranspose3dParams params, ConvTranspose3dWeights weights, KernelOptions options) {
        if (params.inChannels() != weights.inChannels()
                || params.outChannels() != weights.outChannels()
                || params.groups() != weights.groups()
                || !params.kernel().equals(weights.kernel())) {
            throw new IllegalArgumentException(
                    "Cannot set up ConvTranspose3d: the parameters are for " + params.inChannels()
                            + " to " + params.outChannels() + " channels, " + params.groups() + " groups, kernel "
                            + params.kernel()
                            + ", the weights for " + weights.inChannels() + " to " + weights.outChannels() + ", "
                            + weights.groups() + ", " + weights.kernel() + "; build the parameters from the weights");
        }
        ConvTranspose3d layer = new ConvTranspose3d(params, weights, KernelList.choose(params, weights, options));
        layer.packed(layer.choice.kernel());
        return layer;
    }

    /** The parameters. */
    public ConvTranspose3dParams params() {
        return params;
    }

    /** The kernel and why it was chosen. */
    public KernelChoice choice() {
        return choice;
    }

    /** The kernel that runs on inputs of a shape: the chosen one, or one in its place. */
    public ConvTranspose3dKernel kernel(TensorShape input) {
        return choice.forInput(params, input);
    }

    /** The packed weights of that kernel: packed at the first call if it is not the chosen one. */
    public PackedKernel packed(TensorShape input) {
        return packed(kernel(input));
    }

    private PackedKernel packed(ConvTranspose3dKernel kernel) {
        return Objects.requireNonNull(packings.get(kernel)).packed();
    }

    /** Prepares for one shape; the result belongs to one task. */
    public BoundKernel bind(TensorShape input, int threads) {
        return packed(input).bind(new ConvTranspose3dProblem(params, input), threads);
    }

    /** As {@link #bind(TensorShape, int)}, with another output padding (as a wanted output size derives it). */
    public BoundKernel bind(TensorShape input, Dhw outputPadding, int threads) {
        ConvTranspose3dParams padded =
                params.toBuilder().outputPadding(outputPadding).build();
        return packed(input).bind(new ConvTranspose3dProblem(padded, input), threads);
    }

    /**
     * The whole operation on one sample.
     *
     * @param src the sample, row-major
     * @param input its shape
     * @param threads intra-op threads, at least 1
     * @return the output, row-major, of shape {@code params().outputShape(input)}
     * @throws IllegalArgumentException if the array's length is not the shape's, or the output passes 2^31-1 elements
     */
    public float[] forward(float[] src, TensorShape input, int threads) {
        TensorShape output = params.outputShape(input);
        if (src.length != input.elements()) {
            throw new IllegalArgumentException("Cannot upsample an input of shape " + input + ": the array has "
                    + src.length + " values, not " + input.elements() + "; give an array of that length");
        }
        if (output.elements() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Cannot upsample an input of shape " + input + ": the output " + output
                    + " has " + output.elements() + " values, more than one array holds; run it block by block");
        }
        float[] dst = new float[(int) output.elements()];
        bind(input, threads).run(src, OutputBlock.all(output), dst, 0);
        return dst;
    }
}
