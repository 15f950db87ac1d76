package io.upvox.spark;

import io.upvox.kernel.BoundKernel;
import io.upvox.kernel.ConvTranspose3d;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.LayerSpec;
import io.upvox.tensor.TensorShape;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A task's layer, bound to the shape of the sample at hand. Samples of one shape follow each other, so one binding is kept. */
final class BoundLayers {
    private final ConvTranspose3d layer;
    private final LayerSpec spec;
    private final int threads;
    private final Set<String> kernels = new TreeSet<>();
    private @Nullable TensorShape shape;
    private @Nullable BoundKernel bound;

    BoundLayers(ConvTranspose3d layer, LayerSpec spec, int threads) {
        this.layer = layer;
        this.spec = spec;
        this.threads = threads;
    }

    /** The kernel bound to that input shape. */
    BoundKernel of(TensorShape input) {
        BoundKernel kernel = bound;
        if (kernel == null || !input.equals(shape)) {
            ConvTranspose3dParams params = spec.forInput(layer.params(), input.extents());
            kernel = layer.bind(input, params.outputPadding(), threads);
            kernels.add(layer.kernel(input).name());
            bound = kernel;
            shape = input;
        }
        return kernel;
    }

    /** Names of the kernels that have been bound. */
    List<String> kernels() {
        return List.copyOf(kernels);
    }
}
