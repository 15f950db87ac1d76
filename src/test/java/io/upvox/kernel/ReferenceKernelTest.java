package io.upvox.kernel;

import io.upvox.kernel.reference.ReferenceKernel;

class ReferenceKernelTest extends AbstractConvTranspose3dKernelTest {
    @Override
    ConvTranspose3dKernel kernel() {
        return new ReferenceKernel();
    }
}
