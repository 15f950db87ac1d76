package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dParams;
import io.upvox.tensor.TensorShape;
import java.util.List;

/**
 * The chosen kernel, and why not the others.
 *
 * @param kernel the kernel that runs
 * @param inPlace kernels that give the same bits and run in its place on inputs that suit them better
 * @param reasons a line for each kernel looked at: {@code name: no, because ...}, and last {@code name: chosen}
 */
public record KernelChoice(ConvTranspose3dKernel kernel, List<ConvTranspose3dKernel> inPlace, List<String> reasons) {
    /** The kernel for inputs of a shape. */
    public ConvTranspose3dKernel forInput(ConvTranspose3dParams params, TensorShape input) {
        ConvTranspose3dKernel best = kernel;
        for (ConvTranspose3dKernel other : inPlace) {
            best = other.cost(params, input) < best.cost(params, input) ? other : best;
        }
        return best;
    }
}
