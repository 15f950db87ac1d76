package io.upvox.kernel;

import io.upvox.kernel.subconv.SubconvKernel;

class SubconvScalarKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return SubconvKernel.scalar();
    }
}
