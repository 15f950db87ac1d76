package io.upvox.kernel;

class SubconvVectorKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-subconv-vector");
    }
}
