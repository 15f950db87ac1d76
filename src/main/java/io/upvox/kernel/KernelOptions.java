package io.upvox.kernel;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a user may say about the choice of a kernel.
 *
 * @param force the name of the kernel to use, or null for the first that supports the layer
 */
public record KernelOptions(@Nullable String force) implements Serializable {
    /** The first kernel of the list that supports the layer. */
    public static final KernelOptions DEFAULT = new KernelOptions(null);
}
