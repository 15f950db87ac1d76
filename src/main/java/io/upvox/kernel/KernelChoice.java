package io.upvox.kernel;

import java.util.List;

/**
 * The chosen kernel, and why not the others.
 *
 * @param kernel the kernel that runs
 * @param reasons a line for each kernel looked at: {@code name: no, because ...}, and last {@code name: chosen}
 */
public record KernelChoice(ConvTranspose3dKernel kernel, List<String> reasons) {}
