package io.upvox.kernel;

class RowsVectorKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return Kernels.named("f32-rows-vector");
    }
}
