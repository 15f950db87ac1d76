package io.upvox.kernel;

class FoldScalarKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-fold-scalar");
    }
}
