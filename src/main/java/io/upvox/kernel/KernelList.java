package io.upvox.kernel;

import io.upvox.kernel.fold.FoldKernel;
import io.upvox.kernel.reference.ReferenceKernel;
import io.upvox.kernel.rows.RowsKernel;
import io.upvox.kernel.subconv.SubconvKernel;
import io.upvox.kernel.toomcook.ToomCookKernel;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.op.ConvTranspose3dWeights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All kernels, fastest first; the reference is last and takes everything. Each family is there on the Vector API and in plain
 * Java, in the same order: with and without the API the bits are the same, since the same family is chosen or one with the
 * same order of sums.
 */
public final class KernelList {
    private static final List<ConvTranspose3dKernel> SCALAR =
            List.of(ToomCookKernel.scalar(), FoldKernel.scalar(), RowsKernel.scalar(), SubconvKernel.scalar());
    private static final List<ConvTranspose3dKernel> KERNELS = kernels(VectorSupport.ofThisJvm());

    private KernelList() {}

    private static List<ConvTranspose3dKernel> kernels(VectorSupport vector) {
        List<ConvTranspose3dKernel> kernels = new ArrayList<>(vector.kernels());
        kernels.addAll(SCALAR);
        kernels.add(new ReferenceKernel());
        return List.copyOf(kernels);
    }

    /** The kernels of this JVM in the order in which they are asked. */
    public static List<ConvTranspose3dKernel> kernels() {
        return KERNELS;
    }

    /** The families in plain Java, in the order in which they are asked. */
    public static List<ConvTranspose3dKernel> scalarKernels() {
        return SCALAR;
    }

    /**
     * The kernel for a layer.
     *
     * @throws IllegalArgumentException if a kernel is forced that does not exist or does not support the layer
     */
    public static KernelChoice choose(
            ConvTranspose3dParams params, ConvTranspose3dWeights weights, KernelOptions options) {
        String force = options.force();
        List<String> reasons = new ArrayList<>();
        VectorSupport vector = VectorSupport.ofThisJvm();
        if (!vector.available() && (force == null || force.endsWith("-vector"))) {
            reasons.add((force == null ? "f32-*-vector" : force) + ": no, because " + vector.reason());
        }
        for (ConvTranspose3dKernel kernel : KERNELS) {
            if (force != null && !kernel.name().equals(force)) {
                continue;
            }
            Support support = kernel.supports(params, weights);
            if (force == null && support instanceof Support.Supported) {
                support = !options.fastAlgorithms() && !kernel.direct()
                        ? Support.no("fast algorithms are turned off")
                        : kernel.suits(params);
            }
            if (support instanceof Support.Unsupported no) {
                reasons.add(kernel.name() + ": no, because " + no.reason());
            } else {
                reasons.add(kernel.name() + ": chosen");
                return new KernelChoice(kernel, List.copyOf(reasons));
            }
        }
        throw new IllegalArgumentException(refusal(force, reasons));
    }

    private static String refusal(@Nullable String force, List<String> reasons) {
        List<String> names = KERNELS.stream().map(ConvTranspose3dKernel::name).toList();
        return reasons.isEmpty()
                ? "Cannot use kernel '" + force + "': there is none of that name; give one of "
                        + String.join(", ", names)
                : "Cannot use kernel '" + force + "': " + String.join("; ", reasons) + "; leave the choice open";
    }
}
