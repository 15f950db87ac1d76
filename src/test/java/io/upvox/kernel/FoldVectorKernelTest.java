package io.upvox.kernel;

class FoldVectorKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-fold-vector");
    }
}
