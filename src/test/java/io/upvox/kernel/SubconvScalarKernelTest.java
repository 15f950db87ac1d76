package io.upvox.kernel;

class SubconvScalarKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-subconv-scalar");
    }
}
