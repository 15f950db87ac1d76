package io.upvox.kernel;

import java.util.List;

/**
 * The chosen kernel, and why not the ones before it.
 *
 * @param kernel the kernel that runs
 * @param reasons a line for each kernel looked at, in order: {@code name: chosen} or {@code name: no, because ...}
 */
public record KernelChoice(ConvTranspose3dKernel kernel, List<String> reasons) {}
