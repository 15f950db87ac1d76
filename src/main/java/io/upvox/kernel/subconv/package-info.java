/**
 * Kernels that gather by subconvolution: outputs of one stride phase are a stride-1 convolution over the input, without
 * inserted zeros and without scattering.
 */
@NullMarked
package io.upvox.kernel.subconv;

import org.jspecify.annotations.NullMarked;
