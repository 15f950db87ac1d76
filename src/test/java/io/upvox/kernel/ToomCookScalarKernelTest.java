package io.upvox.kernel;

import io.upvox.op.ConvTranspose3dProblem;

class ToomCookScalarKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-toomcook-scalar");
    }

    @Override
    double integerBound(ConvTranspose3dProblem problem, double window) {
        return ToomCookAccuracy.integerBound(problem, window);
    }
}
