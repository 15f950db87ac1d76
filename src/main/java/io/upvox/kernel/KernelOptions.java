package io.upvox.kernel;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a user may say about the choice of a kernel.
 *
 * @param force the name of the kernel to use, or null for the one that takes the least time by estimate
 * @param fastAlgorithms whether kernels may be chosen that are not direct; a forced kernel may always be one
 */
public record KernelOptions(@Nullable String force, boolean fastAlgorithms) implements Serializable {
    /** The kernel that takes the least time by estimate. */
    public static final KernelOptions DEFAULT = new KernelOptions(null, true);

    /** That kernel and no other; null leaves the choice open. */
    public static KernelOptions force(@Nullable String kernel) {
        return new KernelOptions(kernel, true);
    }
}
