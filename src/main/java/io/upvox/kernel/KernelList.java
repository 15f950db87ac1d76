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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All kernels: those on the Vector API, those in plain Java, and the reference, which takes everything. The first of these
 * groups that has a kernel for a layer is used, and of its kernels the one that takes the least time by {@link
 * ConvTranspose3dKernel#cost}. Each family is there on the Vector API and in plain Java, with one estimate: with and without
 * the API the bits are the same, since the same family is chosen or one with the same order of sums. Where two kernels of a
 * group have the same order of sums, the extents of an input decide between them: {@link KernelChoice#forInput}.
 */
public final class KernelList {
    private static final List<ConvTranspose3dKernel> SCALAR =
            List.of(ToomCookKernel.scalar(), FoldKernel.scalar(), RowsKernel.scalar(), SubconvKernel.scalar());
    private static final List<ConvTranspose3dKernel> REFERENCE = List.of(new ReferenceKernel());
    private static final List<ConvTranspose3dKernel> KERNELS = kernels(VectorSupport.ofThisJvm());

    private KernelList() {}

    private static List<ConvTranspose3dKernel> kernels(VectorSupport vector) {
        List<ConvTranspose3dKernel> kernels = new ArrayList<>(vector.kernels());
        kernels.addAll(SCALAR);
        kernels.addAll(REFERENCE);
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
        return choose(List.of(vector.kernels(), SCALAR, REFERENCE), params, weights, options, reasons);
    }

    /** From the first of these groups that has a kernel for the layer, behind the reasons that are known already. */
    static KernelChoice choose(
            List<List<ConvTranspose3dKernel>> groups,
            ConvTranspose3dParams params,
            ConvTranspose3dWeights weights,
            KernelOptions options,
            List<String> reasons) {
        String force = options.force();
        for (List<ConvTranspose3dKernel> group : groups) {
            List<ConvTranspose3dKernel> open = new ArrayList<>();
            for (ConvTranspose3dKernel kernel : group) {
                if (force != null && !kernel.name().equals(force)) {
                    continue;
                }
                if (support(kernel, params, weights, options) instanceof Support.Unsupported no) {
                    reasons.add(kernel.name() + ": no, because " + no.reason());
                } else {
                    open.add(kernel);
                }
            }
            if (!open.isEmpty()) {
                return force == null ? fastest(open, params, reasons) : chosen(open.get(0), List.of(), reasons);
            }
        }
        throw new IllegalArgumentException(refusal(force, reasons));
    }

    private static Support support(
            ConvTranspose3dKernel kernel,
            ConvTranspose3dParams params,
            ConvTranspose3dWeights weights,
            KernelOptions options) {
        Support support = kernel.supports(params, weights);
        if (options.force() != null || support instanceof Support.Unsupported) {
            return support;
        }
        return !options.fastAlgorithms() && !kernel.direct()
                ? Support.no("fast algorithms are turned off")
                : kernel.suits(params);
    }

    private static KernelChoice fastest(
            List<ConvTranspose3dKernel> open, ConvTranspose3dParams params, List<String> reasons) {
        ConvTranspose3dKernel first = open.get(0);
        for (ConvTranspose3dKernel kernel : open) {
            first = kernel.cost(params) < first.cost(params) ? kernel : first;
        }
        ConvTranspose3dKernel runs = inPlaceOf(first, open);
        List<ConvTranspose3dKernel> others = new ArrayList<>();
        for (ConvTranspose3dKernel kernel : open) {
            if (kernel != runs) {
                boolean same = kernel.family().equals(runs.family()) && !kernel.yields();
                String more = String.format(
                        Locale.ROOT,
                        "by estimate it takes %.2f times as long",
                        kernel.cost(params) / first.cost(params));
                reasons.add(kernel.name() + ": no, because "
                        + (kernel == first ? runs.name() + " gives the same bits and is faster in this JVM" : more)
                        + (same ? "; runs in its place on extents that suit it better, with the same bits" : ""));
                if (same) {
                    others.add(kernel);
                }
            }
        }
        return chosen(runs, List.copyOf(others), reasons);
    }

    private static ConvTranspose3dKernel inPlaceOf(ConvTranspose3dKernel first, List<ConvTranspose3dKernel> open) {
        String family = first.family();
        return !first.yields()
                ? first
                : open.stream()
                        .filter(kernel -> kernel.family().equals(family) && !kernel.yields())
                        .findFirst()
                        .orElse(first);
    }

    private static KernelChoice chosen(
            ConvTranspose3dKernel kernel, List<ConvTranspose3dKernel> inPlace, List<String> reasons) {
        reasons.add(kernel.name() + ": chosen");
        return new KernelChoice(kernel, inPlace, List.copyOf(reasons));
    }

    private static String refusal(@Nullable String force, List<String> reasons) {
        List<String> names = KERNELS.stream().map(ConvTranspose3dKernel::name).toList();
        return reasons.isEmpty()
                ? "Cannot use kernel '" + force + "': there is none of that name; give one of "
                        + String.join(", ", names)
                : "Cannot use kernel '" + force + "': " + String.join("; ", reasons) + "; leave the choice open";
    }
}
